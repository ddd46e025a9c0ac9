// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/data_example_model.h"

#include <QWidget>

#include <functional>

class QSplitter;
class QStackedWidget;

namespace proponent::ui {

class DataBar;
class DataFacts;
class DataFilters;
class DataGallery;
class EmptyState;
class InlineMessage;
class WindowSettings;
enum class ThumbnailSize;
struct Workspace;

/// Look at a data set: every example as a thumbnail, what was found about it and what is wrong with it.
class DataPage : public QWidget
{
    Q_OBJECT

public:
    DataPage(Workspace &workspace, WindowSettings &settings, QWidget *parent = nullptr);

    /// A folder, or the name of a data set.
    void browse(const QString &spec);
    void setThumbnailSize(ThumbnailSize size);
    [[nodiscard]] bool canTrain() const;

    [[nodiscard]] DataBar *bar() const { return m_bar; }
    [[nodiscard]] DataFilters *filters() const { return m_filters; }
    [[nodiscard]] DataGallery *gallery() const { return m_gallery; }
    [[nodiscard]] DataFacts *facts() const { return m_facts; }
    [[nodiscard]] InlineMessage *message() const { return m_message; }
    /// What stands there instead of examples: an invitation, that the data is being read, or why it can't be.
    [[nodiscard]] EmptyState *invitation() const { return m_invitation; }

Q_SIGNALS:
    void openDataRequested();
    /// Enter or a double click on a test example that the session's model has answered.
    void testChosen(qint64 test);
    void trainRequested(const QString &spec);
    void actionsChanged();

private:
    QWidget *makeContent();
    void connectWidgets();
    void showData();
    void showExamples();
    void applyFilter();
    void refill(const std::function<void()> &change);
    void invite();
    void inspectCurrent();
    void choose(const QModelIndex &index);
    [[nodiscard]] bool isAnswered(qint64 test) const;

    Workspace &m_workspace;
    WindowSettings &m_settings;
    DataExampleModel m_model;
    DataBar *m_bar;
    InlineMessage *m_message;
    DataFilters *m_filters;
    DataGallery *m_gallery;
    EmptyState *m_noneAccepted;
    QStackedWidget *m_grid;
    DataFacts *m_facts;
    EmptyState *m_invitation;
    QWidget *m_content;
    QStackedWidget *m_whole;
    QString m_fingerprint; ///< of the data that is shown: other data starts at its top
};

} // namespace proponent::ui
