// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/label_audit.h"
#include "engine/session.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <QSortFilterProxyModel>

namespace proponent::ui {

class ImageStore;
class LabelJudging;

/// The training examples of a label audit, most suspicious first, with what the person says of them.
class SuspectModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IndexRole = Qt::UserRole + 1,
        RankRole, ///< from 1, by the audit's method
        ImageRole, ///< QImage, null while it is not loaded
        LabelRole, ///< int
        LabelNameRole,
        SuggestedRole, ///< int
        SuggestedNameRole,
        AgreesRole, ///< the model believes the given label
        SuspicionRole, ///< by the signal that is shown
        ShareRole, ///< of the largest suspicion, 0 to 1
        PlantedRole, ///< as showsPlanted()
        JudgedRole,
        VerdictRole, ///< int, of LabelDecision::Verdict; invalid while not judged
        VerdictTextRole, ///< empty while not judged
    };

    SuspectModel(ImageStore &images, const LabelJudging &judging, QObject *parent = nullptr);

    /// `session`: the one that was audited.
    void setAudit(const LabelAudit &audit, const SessionDetails &session);
    void clear();
    /// By what SuspicionRole and ShareRole measure.
    void setSignal(AuditMethod signal);
    /// Whoever judges labels should not see the answers, unless they want to.
    void setPlantedShown(bool shown);
    /// Whether its label was planted wrong; false unless planted errors are shown.
    [[nodiscard]] bool showsPlanted(const SuspectExample &suspect) const;
    /// Those that the audit computed.
    [[nodiscard]] QList<AuditMethod> availableSignals() const;
    [[nodiscard]] const QList<SuspectExample> &suspects() const { return m_suspects; }
    [[nodiscard]] QModelIndex indexOf(qint64 trainIndex) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void announce(const QList<qint64> &indices, const QList<int> &roles);
    void announceAll(const QList<int> &roles);
    void measureLargest();
    [[nodiscard]] QVariant verdictData(const SuspectExample &suspect, int role) const;
    [[nodiscard]] QString describe(int row) const;

    ImageStore &m_images;
    const LabelJudging &m_judging;
    QList<SuspectExample> m_suspects;
    QHash<qint64, int> m_rows; ///< by training index
    DatasetInfo m_dataset;
    QSet<qint64> m_planted; ///< not told by the label in the file: a person may have changed the label since
    AuditMethod m_signal = AuditMethod::Combined;
    double m_largest = 0;
    bool m_plantedShown = false;
};

/// Which suspects are shown, by the signal of the model. What is judged meanwhile stays where it is: rows
/// come and go only when a filter is set.
class SuspectFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Judged { All, Open, Done };

    explicit SuspectFilter(QObject *parent = nullptr);

    /// Labels; below 0: all.
    void setLabel(int label);
    void setSuggested(int label);
    void setJudged(Judged judged);
    /// Leaves out those of which the model believes the given label.
    void setDisagreeingOnly(bool only);
    void reset();
    /// Filters and sorts anew.
    void refresh();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    int m_label = -1;
    int m_suggested = -1;
    Judged m_judged = Judged::All;
    bool m_disagreeingOnly = false;
};

} // namespace proponent::ui
