// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ranked_example_model.h"
#include "ui/work/tracing.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;

namespace proponent::ui {

class ElidedLabel;
class ScoreContributions;
class ScoreDistribution;
class ThumbnailRow;
struct Workspace;

/// The answer for one test example: what it means in a sentence, its proponents and opponents, how all
/// scores are spread, and what each checkpoint, or layer, added to the
/// selected one.
class InfluenceResult : public QWidget
{
    Q_OBJECT

public:
    explicit InfluenceResult(Workspace &workspace, QWidget *parent = nullptr);

    void showAnswer(const TracedExample &traced);
    void clear();
    [[nodiscard]] ThumbnailRow *proponents() const { return m_proponentRow; }
    [[nodiscard]] ThumbnailRow *opponents() const { return m_opponentRow; }
    [[nodiscard]] QString sentence() const;
    /// "TracIn · all layers · 5 checkpoints · …".
    [[nodiscard]] QString details() const;

Q_SIGNALS:
    /// A training example was selected by the user.
    void trainingExampleSelected(const proponent::RankedExample &example);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void fitRows();
    QWidget *makeRow(const QString &title, ElidedLabel *words, bool positive, ThumbnailRow *row,
                     QLabel *count);
    QWidget *makePlots();
    void connectRow(ThumbnailRow *row, RankedExampleModel &model, ThumbnailRow *other);
    void select(const RankedExample &example);
    void showContributions();

    Workspace &m_workspace;
    RankedExampleModel m_proponentModel;
    RankedExampleModel m_opponentModel;
    ThumbnailRow *m_proponentRow;
    ThumbnailRow *m_opponentRow;
    ElidedLabel *m_proponentWords; ///< what makes them proponents of what was asked
    ElidedLabel *m_opponentWords;
    QLabel *m_proponentCount;
    QLabel *m_opponentCount;
    QLabel *m_sentence;
    QLabel *m_details;
    ScoreDistribution *m_distribution;
    ScoreContributions *m_contributions;
    QComboBox *m_parts; ///< by checkpoint or by layer
    std::optional<TracedExample> m_traced;
    RankedExample m_selected;
    int m_imageSide = 96; ///< of both rows
};

} // namespace proponent::ui
