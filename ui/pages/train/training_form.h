// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "engine/training_config.h"

#include <QHash>
#include <QWidget>

#include <optional>

namespace proponent::ui {

class CollapsibleSection;
class ConfigSection;
class DataSection;
class DeviceSection;
class FormField;

/// Everything that determines a training run: what most people change on top, the rest under "More".
/// Says what is wrong beside the field that it is about.
class TrainingForm : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingForm(QWidget *parent = nullptr);

    [[nodiscard]] TrainingConfig config() const;
    void setConfig(const TrainingConfig &config);
    void setData(const QString &spec);
    void setRecentData(const QStringList &folders);
    void setDevices(const QList<DeviceInfo> &devices);

    /// What a reader found in the data that is chosen, or why it couldn't read it.
    void setDataFound(const QString &spec, const DatasetInfo &dataset);
    void setDataProblem(const QString &spec, const QString &problem);

    /// Whether the run could start.
    [[nodiscard]] bool isAcceptable() const;
    [[nodiscard]] FormField *field(const QString &name) const;

Q_SIGNALS:
    void edited();
    void dataChosen(const QString &spec);

private:
    void check();
    /// By field: what is typed there and is no number.
    [[nodiscard]] QHash<QString, QString> typingProblems() const;

    DataSection *m_data;
    DeviceSection *m_device;
    CollapsibleSection *m_more;
    QList<ConfigSection *> m_sections;
    QList<ConfigSection *> m_moreSections;
    QString m_inspected; ///< the data that the hint or problem is about
    QString m_dataHint;
    QString m_dataProblem;
    bool m_loading = false;
};

} // namespace proponent::ui
