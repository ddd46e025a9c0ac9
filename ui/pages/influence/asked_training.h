// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QImage;
class QLabel;
class QPushButton;

namespace proponent::ui {

class PixelView;

/// Says that a training example is asked about, as if it were a test example, and leads back to those.
class AskedTraining : public QFrame
{
    Q_OBJECT

public:
    explicit AskedTraining(QWidget *parent = nullptr);

    /// `label`: that it was trained on; empty where that isn't known yet.
    void showExample(qint64 index, const QString &label);
    void setImage(const QImage &image);
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QPushButton *backButton() const { return m_back; }

Q_SIGNALS:
    void backRequested();

private:
    PixelView *m_image;
    QLabel *m_heading;
    QPushButton *m_back;
};

} // namespace proponent::ui
