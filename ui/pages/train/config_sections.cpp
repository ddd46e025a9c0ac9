// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/config_sections.h"

#include "ui/text/format.h"
#include "ui/text/typed_number.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/count_box.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include <limits>

namespace proponent::ui {

namespace {

constexpr int most = std::numeric_limits<int>::max();
const QString fashionMnist = QStringLiteral("fashion-mnist");

void select(QComboBox *choice, const QString &value)
{
    if (const int at = choice->findData(value); at >= 0)
        choice->setCurrentIndex(at);
}

/// An editor with a button at its end.
QWidget *withButton(QWidget *editor, QToolButton *button, QWidget *parent)
{
    auto *pair = new QWidget(parent);
    auto *row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::half);
    row->addWidget(editor, 1);
    row->addWidget(button);
    return pair;
}

} // namespace

DataSection::DataSection(QWidget *parent)
    : ConfigSection(parent), m_data(makeChoice()), m_trainLimit(makeCount(0, most, 1000))
{
    m_data->setEditable(true);
    m_data->setInsertPolicy(QComboBox::NoInsert);
    m_data->lineEdit()->setPlaceholderText(tr("Folder with images"));
    m_data->lineEdit()->setAccessibleName(tr("Data"));
    auto *browseButton = new QToolButton(this);
    browseButton->setIcon(themedIcon(QStringLiteral("folder")));
    browseButton->setAutoRaise(true);
    browseButton->setFixedSize(32, 32);
    browseButton->setToolTip(tr("Choose a folder…"));
    browseButton->setAccessibleName(tr("Choose a data folder"));
    m_trainLimit->setSpecialValueText(tr("All"));

    addField(QStringLiteral("data"), tr("Data"), withButton(m_data, browseButton, this),
             tr("“fashion-mnist”, or a folder with a data set; the format is recognised from what is in it"),
             2);
    addField(QStringLiteral("train_limit"), tr("Training examples"), m_trainLimit,
             tr("Train on the first so many examples, in file order; of labels sorted by class, of the "
                "classes in turn"),
             2);
    setRecent({});

    connect(browseButton, &QToolButton::clicked, this, &DataSection::browse);
    connect(m_data, &QComboBox::activated, this, [this] { Q_EMIT dataChosen(data()); });
    connect(m_data->lineEdit(), &QLineEdit::editingFinished, this, [this] { Q_EMIT dataChosen(data()); });
    connect(m_data, &QComboBox::editTextChanged, this, &DataSection::edited);
}

void DataSection::load(const TrainingConfig &config)
{
    setData(config.data);
    m_trainLimit->setValue(int(qMin<qint64>(config.trainLimit, most)));
}

void DataSection::store(TrainingConfig &config) const
{
    config.data = data();
    config.trainLimit = m_trainLimit->value();
}

QString DataSection::data() const
{
    const QString text = m_data->currentText().trimmed();
    return text.compare(QStringLiteral("Fashion-MNIST"), Qt::CaseInsensitive) == 0
               ? fashionMnist
               : QDir::fromNativeSeparators(text);
}

void DataSection::setData(const QString &spec)
{
    m_data->setEditText(spec == fashionMnist ? QStringLiteral("Fashion-MNIST")
                                             : QDir::toNativeSeparators(spec));
}

void DataSection::setRecent(const QStringList &folders)
{
    const QString shown = m_data->currentText();
    const QSignalBlocker quiet(m_data);
    m_data->clear();
    m_data->addItem(QStringLiteral("Fashion-MNIST"));
    for (const QString &folder : folders)
        m_data->addItem(QDir::toNativeSeparators(folder));
    m_data->setEditText(shown);
}

void DataSection::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a data folder"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        setData(folder);
        Q_EMIT dataChosen(folder);
    });
    dialog->open();
}

ModelSection::ModelSection(QWidget *parent)
    : ConfigSection(parent),
      m_model(makeChoice()),
      m_epochs(makeCount(1, 100000)),
      m_batchSize(makeCount(1, 1000000, 16)),
      m_learningRate(makeNumber())
{
    for (const QString &name : builtInModelNames())
        m_model->addItem(text::modelName(name), name);
    addField(QStringLiteral("model"), tr("Model"), m_model, tr("What is trained, smallest first"), 2);
    addField(QStringLiteral("epochs"), tr("Epochs"), m_epochs,
             tr("How often the model sees each training example"));
    addField(QStringLiteral("batch_size"), tr("Batch size"), m_batchSize,
             tr("Training examples in each step"));
    addField(QStringLiteral("lr"), tr("Learning rate"), m_learningRate,
             tr("The size of each step; also the weight of a checkpoint in an influence score"), 2);
}

void ModelSection::load(const TrainingConfig &config)
{
    select(m_model, config.model);
    m_epochs->setValue(config.epochs);
    m_batchSize->setValue(config.batchSize);
    showNumber(m_learningRate, config.learningRate);
}

void ModelSection::store(TrainingConfig &config) const
{
    config.model = m_model->currentData().toString();
    config.epochs = m_epochs->value();
    config.batchSize = m_batchSize->value();
    config.learningRate = numberIn(m_learningRate);
}

OptimizerSection::OptimizerSection(QWidget *parent)
    : ConfigSection(parent),
      m_optimizer(makeChoice()),
      m_schedule(makeChoice()),
      m_momentum(makeNumber(NumberKind::Share)),
      m_weightDecay(makeNumber())
{
    m_optimizer->addItem(tr("SGD"), toString(OptimizerKind::Sgd));
    m_optimizer->addItem(tr("AdamW"), toString(OptimizerKind::AdamW));
    m_schedule->addItem(tr("Constant"), toString(ScheduleKind::Constant));
    m_schedule->addItem(tr("Cosine"), toString(ScheduleKind::Cosine));
    addField(QStringLiteral("optimizer"), tr("Optimizer"), m_optimizer, tr("How gradients become steps"));
    addField(QStringLiteral("schedule"), tr("Schedule"), m_schedule,
             tr("How the learning rate changes over the epochs"));
    FormField *momentum = addField(QStringLiteral("momentum"), tr("Momentum"), m_momentum,
                                   tr("Share of the last step that is kept; SGD only"));
    addField(QStringLiteral("weight_decay"), tr("Weight decay"), m_weightDecay,
             tr("Pulls the parameters towards 0"));
    connect(m_optimizer, &QComboBox::currentIndexChanged, momentum, [this, momentum] {
        momentum->setEnabled(m_optimizer->currentData().toString() == toString(OptimizerKind::Sgd));
    });
}

void OptimizerSection::load(const TrainingConfig &config)
{
    select(m_optimizer, toString(config.optimizer));
    select(m_schedule, toString(config.schedule));
    showNumber(m_momentum, config.momentum);
    showNumber(m_weightDecay, config.weightDecay);
}

void OptimizerSection::store(TrainingConfig &config) const
{
    config.optimizer =
        optimizerFromString(m_optimizer->currentData().toString()).value_or(OptimizerKind::Sgd);
    config.schedule =
        scheduleFromString(m_schedule->currentData().toString()).value_or(ScheduleKind::Constant);
    config.momentum = numberIn(m_momentum);
    config.weightDecay = numberIn(m_weightDecay);
}

ExperimentSection::ExperimentSection(QWidget *parent)
    : ConfigSection(parent),
      m_name(new QLineEdit(this)),
      m_labelNoise(makeNumber(NumberKind::Share)),
      m_noiseKind(makeChoice()),
      m_testLimit(makeCount(0, most, 500)),
      m_seed(makeNumber(NumberKind::Whole)),
      m_checkpointEvery(makeCount(1, 100000)),
      m_threads(makeCount(0, 4096))
{
    m_testLimit->setSpecialValueText(tr("All"));
    m_threads->setSpecialValueText(tr("All cores"));
    m_name->setPlaceholderText(tr("From model and data"));
    addField(QStringLiteral("name"), tr("Session name"), m_name, tr("How the session is called in the list"),
             2);
    addField(
        QStringLiteral("label_noise"), tr("Label noise"), m_labelNoise,
        tr("Share of the training labels that is changed to a wrong class, like 0.1 or 10 %: to see whether "
           "influence finds them"));
    m_noiseKind->addItem(tr("Any other class"), toString(NoiseKind::Uniform));
    m_noiseKind->addItem(tr("The next class"), toString(NoiseKind::Pair));
    addField(QStringLiteral("noise_kind"), tr("Wrong labels are of"), m_noiseKind,
             tr("Any other class alike, or for each class always the next one, as where two classes are "
                "mistaken for "
                "each other"));
    addField(QStringLiteral("test_limit"), tr("Test examples"), m_testLimit,
             tr("Test on the first so many examples"));
    addField(QStringLiteral("seed"), tr("Seed"), m_seed, tr("The same seed gives the same run on a CPU"));
    addField(QStringLiteral("checkpoint_every"), tr("Checkpoint every"), m_checkpointEvery,
             tr("Epochs between saved checkpoints; influence is traced over the checkpoints"));
    addField(QStringLiteral("threads"), tr("CPU threads"), m_threads, tr("Threads that compute on a CPU"));
    connect(m_name, &QLineEdit::textEdited, this, &ExperimentSection::edited);
}

void ExperimentSection::load(const TrainingConfig &config)
{
    m_name->setText(config.name);
    showNumber(m_labelNoise, config.labelNoise);
    select(m_noiseKind, toString(config.noiseKind));
    m_testLimit->setValue(int(qMin<qint64>(config.testLimit, most)));
    m_seed->setText(QString::number(config.seed));
    m_checkpointEvery->setValue(config.checkpointEvery);
    m_threads->setValue(config.threads);
}

void ExperimentSection::store(TrainingConfig &config) const
{
    config.name = m_name->text().trimmed();
    config.labelNoise = numberIn(m_labelNoise);
    config.noiseKind =
        noiseKindFromString(m_noiseKind->currentData().toString()).value_or(NoiseKind::Uniform);
    config.testLimit = m_testLimit->value();
    config.seed = text::countFrom(m_seed->text()).value_or(-1);
    config.checkpointEvery = m_checkpointEvery->value();
    config.threads = m_threads->value();
}

} // namespace proponent::ui
