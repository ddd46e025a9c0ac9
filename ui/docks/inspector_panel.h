// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace proponent {
struct DatasetInfo;
}

namespace proponent::ui {

class ActionCollection;
class ElidedLabel;
class EmptyState;
class ImageStore;
class PixelView;
class PlotWidget;
class ProbabilityBars;
struct ExampleFacts;
struct Workspace;

/// The example that was selected last: large, with its label, what the model believes, and how its loss
/// went over the epochs.
class InspectorPanel : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorPanel(Workspace &workspace, QWidget *parent = nullptr);

    /// What can be asked about the example is offered below it.
    void useActions(const ActionCollection &actions);
    [[nodiscard]] PixelView *image() const { return m_image; }
    [[nodiscard]] QLabel *title() const { return m_title; }
    [[nodiscard]] ElidedLabel *fileName() const { return m_fileName; }
    [[nodiscard]] QToolButton *openFile() const { return m_openFile; }
    /// Asks about the training example that is shown.
    [[nodiscard]] QToolButton *askButton() const { return m_ask; }

private:
    QWidget *makeContent();
    [[nodiscard]] ImageStore &imagesOf(const ExampleFacts &facts) const;
    [[nodiscard]] DatasetInfo datasetOf(const ExampleFacts &facts) const;
    void showSelected();
    void showImage(const ExampleFacts &facts);
    void showWords(const ExampleFacts &facts);
    void showBeliefs(const ExampleFacts &facts);
    void showLoss(const ExampleFacts &facts);

    Workspace &m_workspace;
    QStackedWidget *m_stack;
    PixelView *m_image;
    QLabel *m_title;
    QLabel *m_lines;
    ElidedLabel *m_fileName; ///< of an example that has a file of its own
    QToolButton *m_openFile;
    QString m_file; ///< absolute
    QToolButton *m_ask;
    QLabel *m_beliefsTitle;
    ProbabilityBars *m_beliefs;
    QLabel *m_lossTitle;
    PlotWidget *m_loss;
};

} // namespace proponent::ui
