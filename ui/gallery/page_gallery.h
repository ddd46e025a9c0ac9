// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main_window.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace proponent::ui {

/// Drives the real window through the real engine and writes a picture of each page, light and dark. Takes
/// the newest completed session of the library; without one it trains first. Works without a display
/// (QT_QPA_PLATFORM=offscreen).
class PageGallery : public QObject
{
    Q_OBJECT

public:
    PageGallery(Engine &engine, const QString &folder, QObject *parent = nullptr);
    ~PageGallery() override;

    /// The size of the pictures; 1440 x 900 when nobody says otherwise.
    void setWindowSize(const QSize &size) { m_size = size; }
    /// What is trained when the library has no completed session.
    void setTraining(const TrainingConfig &config) { m_config = config; }
    /// Returns at once; ends with finished().
    void start();

Q_SIGNALS:
    /// `error` is empty when every picture was written.
    void finished(const QStringList &files, const QString &error);

private:
    void beginWithLibrary();
    void train();
    void shootTrainPage();
    void chooseMistake();
    void traceMistake();
    void shootInfluencePage();
    void shootDataPage();
    void auditLabels();
    void shootAuditPage();
    void shootComparePage();
    void compareProponents();
    /// Lets what is on its way arrive, paints, writes <name>-light.png and <name>-dark.png, then goes on.
    void shoot(const QString &name, std::function<void()> next);
    void takeNextShot();
    void write(const QString &name);
    void finish(const QString &error);

    struct Shot
    {
        QString name;
        std::function<void()> next; ///< what is done when it is written
    };

    Engine &m_engine;
    QString m_folder;
    QList<Shot> m_shots; ///< one after the other: they share the theme
    QSize m_size{1440, 900};
    TrainingConfig m_config;
    WindowSettings m_settings;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_files;
    bool m_shotWhileTraining = false;
    bool m_comparisonShot = false;
    bool m_done = false;
};

} // namespace proponent::ui
