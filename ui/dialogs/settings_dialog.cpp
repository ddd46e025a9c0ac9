// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settings_dialog.h"

#include "engine/engine.h"
#include "ui/text/language.h"
#include "ui/theme/icons.h"
#include "ui/widgets/count_box.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace proponent::ui {

namespace {

constexpr int mostThreads = 4096;
constexpr int mostEpochs = 100000;

void select(QComboBox *choice, const QVariant &value)
{
    choice->setCurrentIndex(qMax(0, choice->findData(value)));
}

void addHeading(QBoxLayout *layout, const QString &text, QWidget *parent)
{
    if (layout->count() > 0)
        layout->addSpacing(space::one);
    layout->addWidget(new TextLabel(text, TextSize::Heading, TextLabel::Tone::Plain, parent));
}

/// Why no library can be kept there; empty when it can.
QString problemOf(const QString &folder)
{
    if (folder.isEmpty())
        return {};
    if (!QDir::isAbsolutePath(folder))
        return SettingsDialog::tr("Give the whole path of the folder.");
    QFileInfo nearest(folder);
    while (!nearest.exists() && !nearest.isRoot())
        nearest = QFileInfo(nearest.absolutePath());
    if (!nearest.isDir())
        return SettingsDialog::tr("%1 is a file. Choose a folder.")
            .arg(QDir::toNativeSeparators(nearest.filePath()));
    if (!nearest.isWritable())
        return SettingsDialog::tr("Nothing can be written to %1. Choose another folder.")
            .arg(QDir::toNativeSeparators(nearest.filePath()));
    return {};
}

QString nameOf(const QString &language)
{
    const QLocale locale(language);
    const QString english = QLocale::languageToString(locale.language());
    return locale.language() == QLocale::English
               ? english
               : QStringLiteral("%1 – %2").arg(locale.nativeLanguageName(), english);
}

} // namespace

SettingsDialog::SettingsDialog(WindowSettings &settings, const QString &openLibrary, QWidget *parent)
    : QDialog(parent),
      m_settings(settings),
      m_openLibrary(openLibrary),
      m_library(new QComboBox(this)),
      m_language(new QComboBox(this)),
      m_theme(new QComboBox(this)),
      m_threads(new CountBox(this)),
      m_checkpointEvery(new CountBox(this)),
      m_traceAhead(new QComboBox(this)),
      m_index(new QCheckBox(tr("Build an &index after a training"), this)),
      m_thumbnails(new QComboBox(this))
{
    setWindowTitle(tr("Settings"));
    setMinimumWidth(480);
    setUpChoices();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::three, space::two, space::three, space::two);
    layout->setSpacing(space::one);
    addGeneral(layout);
    addTraining(layout);
    addLooks(layout);
    layout->addStretch(1);

    auto *shortcuts =
        new QPushButton(themedIcon(QStringLiteral("keyboard")), tr("&Keyboard shortcuts…"), this);
    shortcuts->setToolTip(tr("See and change the keys of every action"));
    auto *close = new QPushButton(tr("&Close"), this);
    for (QPushButton *button : {shortcuts, close})
        button->setAutoDefault(false); // Enter ends the editing of a field, not the dialog
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(shortcuts);
    buttons->addStretch(1);
    buttons->addWidget(close);
    layout->addSpacing(space::one);
    layout->addLayout(buttons);
    connect(shortcuts, &QPushButton::clicked, this, &SettingsDialog::shortcutsRequested);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    tabInReadingOrder({this});
    connectEditors();
    showLibraryHint();
}

void SettingsDialog::setUpChoices()
{
    m_language->addItem(tr("As the system"), QString());
    const QStringList languages = availableLanguages();
    for (const QString &language : languages)
        m_language->addItem(nameOf(language), language);
    select(m_language, m_settings.language());

    m_theme->addItem(tr("As the system"), int(ThemeChoice::System));
    m_theme->addItem(tr("Light"), int(ThemeChoice::Light));
    m_theme->addItem(tr("Dark"), int(ThemeChoice::Dark));
    select(m_theme, int(m_settings.theme()));

    m_threads->setRange(0, mostThreads);
    m_threads->setSpecialValueText(tr("All"));
    m_threads->setValue(m_settings.threads());
    m_checkpointEvery->setRange(1, mostEpochs);
    m_checkpointEvery->setValue(m_settings.checkpointEvery());

    m_traceAhead->addItem(tr("Where it takes at most a minute, or an epoch's time"),
                          int(TraceAhead::WhenQuick));
    m_traceAhead->addItem(tr("Always"), int(TraceAhead::Always));
    m_traceAhead->addItem(tr("Never"), int(TraceAhead::Never));
    select(m_traceAhead, int(m_settings.traceAhead()));
    m_index->setChecked(m_settings.indexesAfterTraining());
    m_index->setToolTip(
        tr("Questions about any example are answered at once then. It takes about as long as the "
           "training did, and some space on the disk."));

    m_thumbnails->addItem(tr("Small"), int(ThumbnailSize::Small));
    m_thumbnails->addItem(tr("Medium"), int(ThumbnailSize::Medium));
    m_thumbnails->addItem(tr("Large"), int(ThumbnailSize::Large));
    select(m_thumbnails, int(m_settings.thumbnailSize()));
}

FormField *SettingsDialog::addField(QBoxLayout *layout, const QString &caption, QWidget *editor,
                                    const QString &toolTip)
{
    auto *field = new FormField(caption, editor, toolTip, this);
    layout->addWidget(field);
    return field;
}

void SettingsDialog::addGeneral(QBoxLayout *layout)
{
    addHeading(layout, tr("General"), this);
    m_libraryField = addField(layout, tr("&Library folder"), makeLibraryEditor(),
                              tr("Where sessions, checkpoints and analyses are kept"));
    addField(layout, tr("L&anguage"), m_language, tr("Of words and of numbers"))
        ->setHint(tr("A change shows at the next start."));
    addField(layout, tr("&Theme"), m_theme, tr("Light or dark"));
}

void SettingsDialog::addTraining(QBoxLayout *layout)
{
    addHeading(layout, tr("Training"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::two);
    const auto addCount = [this, row](const QString &caption, CountBox *editor, const QString &toolTip) {
        FormField *field = addField(row, caption, editor, toolTip);
        field->setHint(tr("In new sessions."));
        connect(editor, &CountBox::typed, field, [field, editor] { field->setProblem(editor->problem()); });
    };
    addCount(tr("C&PU threads"), m_threads, tr("How many the engine may use"));
    addCount(tr("Epochs between c&heckpoints"), m_checkpointEvery,
             tr("More checkpoints make traces finer, and slower; the last epoch always has one"));
    layout->addLayout(row);
    addField(layout, tr("Trace the &mistakes after a training"), m_traceAhead,
             tr("Then a click on a mistake answers at once. Whatever you ask for goes first."));
    layout->addWidget(m_index, 0, Qt::AlignLeft);
}

void SettingsDialog::addLooks(QBoxLayout *layout)
{
    addHeading(layout, tr("Looks"), this);
    addField(layout, tr("Th&umbnails"), m_thumbnails, tr("How large examples are shown in grids"));
}

QWidget *SettingsDialog::makeLibraryEditor()
{
    m_library->setEditable(true);
    m_library->setInsertPolicy(QComboBox::NoInsert);
    m_library->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    const QStringList recent = m_settings.recentLibraries();
    for (const QString &folder : recent)
        m_library->addItem(QDir::toNativeSeparators(folder));
    m_library->setEditText(QDir::toNativeSeparators(m_settings.defaultLibrary()));
    m_library->lineEdit()->setPlaceholderText(QDir::toNativeSeparators(Engine::defaultLibraryFolder()));
    m_library->lineEdit()->setAccessibleName(tr("Library folder"));

    auto *browseButton = new QPushButton(themedIcon(QStringLiteral("folder")), tr("&Browse…"), this);
    browseButton->setAutoDefault(false);
    browseButton->setToolTip(tr("Choose the folder of a library, or one to make it in"));
    auto *pair = new QWidget(this);
    auto *row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::half);
    row->addWidget(m_library, 1);
    row->addWidget(browseButton);
    connect(browseButton, &QPushButton::clicked, this, &SettingsDialog::browse);
    return pair;
}

void SettingsDialog::connectEditors()
{
    connect(m_library, &QComboBox::activated, this, &SettingsDialog::useLibrary);
    connect(m_library->lineEdit(), &QLineEdit::editingFinished, this, &SettingsDialog::useLibrary);
    connect(m_language, &QComboBox::currentIndexChanged, this,
            [this] { m_settings.setLanguage(m_language->currentData().toString()); });
    connect(m_theme, &QComboBox::currentIndexChanged, this, [this] {
        const auto theme = ThemeChoice(m_theme->currentData().toInt());
        m_settings.setTheme(theme);
        Q_EMIT themeChosen(theme);
    });
    connect(m_threads, &CountBox::valueChanged, this,
            [this](int threads) { m_settings.setThreads(threads); });
    connect(m_checkpointEvery, &CountBox::valueChanged, this,
            [this](int epochs) { m_settings.setCheckpointEvery(epochs); });
    connect(m_traceAhead, &QComboBox::currentIndexChanged, this,
            [this] { m_settings.setTraceAhead(TraceAhead(m_traceAhead->currentData().toInt())); });
    connect(m_index, &QCheckBox::toggled, this, [this](bool on) { m_settings.setIndexesAfterTraining(on); });
    connect(m_thumbnails, &QComboBox::currentIndexChanged, this, [this] {
        const auto size = ThumbnailSize(m_thumbnails->currentData().toInt());
        m_settings.setThumbnailSize(size);
        Q_EMIT thumbnailSizeChosen(size);
    });
}

void SettingsDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a library folder"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_library->setEditText(QDir::toNativeSeparators(folder));
        useLibrary();
    });
    dialog->open();
}

/// What is wrong is not stored.
void SettingsDialog::useLibrary()
{
    const QString text = QDir::fromNativeSeparators(m_library->currentText().trimmed());
    const QString folder = text.isEmpty() ? QString() : QDir::cleanPath(text);
    const QString problem = problemOf(folder);
    m_libraryField->setProblem(problem);
    if (problem.isEmpty())
        m_settings.setDefaultLibrary(folder);
    showLibraryHint();
}

void SettingsDialog::showLibraryHint()
{
    const QString chosen = m_settings.defaultLibrary();
    const QString next = chosen.isEmpty() ? Engine::defaultLibraryFolder() : chosen;
    m_libraryField->setHint(
        next == m_openLibrary
            ? tr("This library is open.")
            : tr("Opened at the next start. Open now: %1").arg(QDir::toNativeSeparators(m_openLibrary)));
}

} // namespace proponent::ui
