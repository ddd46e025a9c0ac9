// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/training_form.h"

#include "ui/pages/train/config_sections.h"
#include "ui/pages/train/label_changes_section.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/collapsible_section.h"

#include <QVBoxLayout>

namespace proponent::ui {

TrainingForm::TrainingForm(QWidget *parent)
    : QWidget(parent), m_data(new DataSection(this)), m_device(new DeviceSection(this))
{
    auto *more = new QWidget(this);
    m_moreSections = {new OptimizerSection(more), new ExperimentSection(more)};
    auto *moreLayout = new QVBoxLayout(more);
    moreLayout->setContentsMargins(0, 0, 0, 0);
    moreLayout->setSpacing(space::one + space::half);
    for (ConfigSection *section : std::as_const(m_moreSections))
        moreLayout->addWidget(section);
    m_more = new CollapsibleSection(tr("More settings"), more, this);
    m_sections =
        QList<ConfigSection *>{m_data, new LabelChangesSection(this), new ModelSection(this), m_device} +
        m_moreSections;

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one + space::half);
    for (ConfigSection *section : std::as_const(m_sections)) {
        if (!m_moreSections.contains(section))
            layout->addWidget(section);
    }
    layout->addWidget(m_more);
    layout->addStretch(1);

    for (ConfigSection *section : std::as_const(m_sections)) {
        connect(section, &ConfigSection::edited, this, [this] {
            if (m_loading)
                return;
            check();
            Q_EMIT edited();
        });
    }
    connect(m_data, &DataSection::dataChosen, this, &TrainingForm::dataChosen);
    setConfig({});
}

TrainingConfig TrainingForm::config() const
{
    TrainingConfig config;
    for (const ConfigSection *section : m_sections)
        section->store(config);
    return config;
}

void TrainingForm::setConfig(const TrainingConfig &config)
{
    m_loading = true;
    for (ConfigSection *section : std::as_const(m_sections))
        section->load(config);
    m_loading = false;
    check();
    Q_EMIT edited();
}

void TrainingForm::setData(const QString &spec)
{
    m_data->setData(spec);
    Q_EMIT dataChosen(spec);
}

void TrainingForm::setRecentData(const QStringList &folders)
{
    m_data->setRecent(folders);
}

void TrainingForm::setDevices(const QList<DeviceInfo> &devices)
{
    m_device->setDevices(devices);
}

void TrainingForm::setDataFound(const QString &spec, const DatasetInfo &dataset)
{
    m_inspected = spec;
    m_dataProblem.clear();
    const QString channels = dataset.channels == 1   ? tr("grey")
                             : dataset.channels == 3 ? tr("colour")
                                                     : tr("%Ln channel(s)", nullptr, dataset.channels);
    m_dataHint =
        tr("%1 training and %2 test examples, %3 × %4 %5, %Ln class(es)", nullptr, dataset.classCount())
            .arg(text::count(dataset.trainCount), text::count(dataset.testCount), text::count(dataset.width),
                 text::count(dataset.height), channels);
    check();
    Q_EMIT edited();
}

void TrainingForm::setDataProblem(const QString &spec, const QString &problem)
{
    m_inspected = spec;
    m_dataHint.clear();
    m_dataProblem = problem;
    check();
    Q_EMIT edited();
}

bool TrainingForm::isAcceptable() const
{
    const bool unreadable = !m_dataProblem.isEmpty() && m_inspected == m_data->data();
    return !unreadable && m_device->problem().isEmpty() && typingProblems().isEmpty() &&
           problemsOf(config()).isEmpty();
}

QHash<QString, QString> TrainingForm::typingProblems() const
{
    QHash<QString, QString> problems;
    for (const ConfigSection *section : m_sections) {
        for (const QString &name : section->fieldNames()) {
            if (const QString problem = section->typingProblem(name); !problem.isEmpty())
                problems.insert(name, problem);
        }
    }
    return problems;
}

FormField *TrainingForm::field(const QString &name) const
{
    for (const ConfigSection *section : m_sections) {
        if (FormField *field = section->field(name))
            return field;
    }
    return nullptr;
}

void TrainingForm::check()
{
    QHash<QString, QString> problems;
    const bool current = m_inspected == m_data->data();
    if (current && !m_dataProblem.isEmpty())
        problems.insert(QStringLiteral("data"), m_dataProblem);
    m_data->field(QStringLiteral("data"))->setHint(current ? m_dataHint : QString());
    if (const QString problem = m_device->problem(); !problem.isEmpty())
        problems.insert(QStringLiteral("device"), problem);
    const QList<FieldProblem> found = problemsOf(config());
    for (const FieldProblem &problem : found)
        problems.insert(problem.field, problem.message);
    problems.insert(typingProblems()); // of what isn't a number its size doesn't matter
    for (const ConfigSection *section : std::as_const(m_sections)) {
        for (const QString &name : section->fieldNames())
            section->field(name)->setProblem(problems.value(name));
    }
    for (const ConfigSection *section : std::as_const(m_moreSections)) {
        for (const QString &name : section->fieldNames()) {
            if (problems.contains(name))
                m_more->setExpanded(true); // a problem is never hidden
        }
    }
}

} // namespace proponent::ui
