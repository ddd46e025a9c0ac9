// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

namespace proponent::ui {

/// What the model believes: one bar a class, the true and the predicted class marked by word and sign.
class ProbabilityBars : public QWidget
{
    Q_OBJECT

public:
    explicit ProbabilityBars(QWidget *parent = nullptr);

    /// `probabilities` may be empty: then nothing is shown.
    void setBeliefs(const QStringList &classNames, const QList<float> &probabilities, int label,
                    int predicted);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int rowHeight() const;
    void describe();

    QStringList m_classNames;
    QList<float> m_probabilities;
    QList<int> m_order; ///< classes, most likely first; at most a dozen
    int m_label = -1;
    int m_predicted = -1;
};

} // namespace proponent::ui
