// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked about: test examples, or a training example as if it were one.
#include "ui/pages/influence/asked_training.h"
#include "ui/pages/influence/influence_page.h"
#include "ui/pages/influence/test_example_panel.h"
#include "ui/pages/influence/trace_bar.h"
#include "ui/text/format.h"

namespace proponent::ui {

TraceSettings InfluencePage::settings() const
{
    TraceSettings settings = m_bar->settings();
    settings.of = m_training >= 0 ? Split::Train : Split::Test;
    return settings;
}

QList<qint64> InfluencePage::asked() const
{
    return m_training >= 0 ? QList<qint64>{m_training} : m_tests->selected();
}

qint64 InfluencePage::current() const
{
    return m_training >= 0 ? m_training : m_tests->current();
}

void InfluencePage::connectTraining()
{
    m_askedTraining->hide();
    connect(m_askedTraining, &AskedTraining::backRequested, this, &InfluencePage::leaveTraining);
    connect(&m_workspace.images, &ImageStore::arrived, this,
            [this](Split split, const QList<qint64> &indices) {
                if (split == Split::Train && indices.contains(m_training))
                    showTrainingHeading();
            });
}

void InfluencePage::askAboutTraining(qint64 example, int label)
{
    showTraining(example, label);
    trace();
}

void InfluencePage::restoreTraining(qint64 example)
{
    showTraining(example, -1);
    inspectTraining();
}

void InfluencePage::showTraining(qint64 example, int label)
{
    m_training = example;
    m_trainingLabel = label;
    m_selectionRests.stop();
    m_tests->deselect(); // what is asked about isn't among them
    showCurrent();
}

void InfluencePage::leaveTraining()
{
    if (m_tests->current() >= 0)
        m_tests->select(m_tests->current()); // is traced when selected, too
    else
        m_tests->selectFirst();
}

void InfluencePage::showTrainingHeading()
{
    m_askedTraining->setVisible(m_training >= 0);
    if (m_training < 0)
        return;
    const DatasetInfo &dataset = m_workspace.open.details().dataset;
    m_askedTraining->showExample(m_training, m_trainingLabel >= 0 ? text::className(dataset, m_trainingLabel)
                                                                  : QString());
    m_askedTraining->setImage(m_workspace.images.image(Split::Train, m_training));
}

void InfluencePage::inspectTraining()
{
    ExampleFacts facts;
    facts.split = Split::Train;
    facts.index = m_training;
    facts.label = m_trainingLabel;
    facts.originalLabel = m_trainingLabel;
    m_workspace.selected.select(facts);
}

} // namespace proponent::ui
