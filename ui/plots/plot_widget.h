// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <QWidget>

#include <functional>
#include <memory>

namespace proponent::ui {

class PlotContents;

/// The data of a plot: a row a point. Numbers are doubles, anything else is text.
struct PlotTable
{
    QStringList header;
    QList<QVariantList> rows;
};

/// In the C locale, quoted where it isn't a number: a file for other programs, not for reading.
[[nodiscard]] QString toCsv(const PlotTable &table);

/// Every plot of the program: one look, axes with names, zoom by wheel, pan by drag, double click to see
/// everything again, tooltips with values, and a context menu that saves, copies and shows the data as a table.
/// With the keyboard: + and - zoom, 0 shows everything, Ctrl+C copies, T opens the table. Colours follow the
/// palette. The only class that knows QCustomPlot, which stays out of this header.
class PlotWidget : public QWidget
{
    Q_OBJECT

public:
    enum class Marker { None, Circle, Diamond };
    enum class Numbers { Plain, Percent, Whole };

    struct LineStyle
    {
        int colour = 0; ///< for seriesColour()
        Qt::PenStyle pen = Qt::SolidLine;
        Marker marker = Marker::None;
        double width = 2;
        double opacity = 1;
    };
    struct Bar
    {
        double at = 0; ///< middle of the bar
        double height = 0;
    };
    /// A vertical line with a word at its top.
    struct Mark
    {
        double at = 0;
        QString text;
        int colour = 0;
    };

    explicit PlotWidget(QWidget *parent = nullptr);
    ~PlotWidget() override;

    /// For the accessible name and the file that is saved.
    void setTitle(const QString &title);
    void setAxes(const QString &x, const QString &y);
    void setNumbers(Numbers x, Numbers y);
    /// Names at x = 0, 1, 2, … in place of numbers.
    void setXLabels(const QStringList &names);
    void setLogarithmicCounts(bool on);
    /// What y always shows, whatever the data: a share from 0 to 1, a loss from 0.
    void setYAtLeast(double lower, double upper);
    /// What x always shows; `lower` not below `upper` takes the data's own range.
    void setXRange(double lower, double upper);
    /// Shown in the middle while there is nothing to plot.
    void setEmptyText(const QString &text);
    void setLegendVisible(bool visible);
    /// Whoever zooms or moves one of the two along x does it to the other, and shows everything in both again.
    static void shareX(PlotWidget &one, PlotWidget &other);

    /// Series are numbered in the order in which they are added; lines and bars count together.
    int addLine(const QString &name, const LineStyle &style);
    int addBars(const QString &name, int colour);
    void setLine(int series, const QList<QPointF> &points);
    void appendToLine(int series, const QPointF &point);
    void setBars(int series, const QList<Bar> &bars, double width);
    void setMarks(const QList<Mark> &marks);
    /// Forgets the points of every series and the marks; keeps series and axes.
    void clear();

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] int pointCount(int series) const;
    [[nodiscard]] PlotTable table() const;
    [[nodiscard]] QString csv() const;
    /// By the file's suffix: .png, .pdf or .svg. False when the file can't be written.
    bool save(const QString &file) const;

    /// What is looked at along x.
    [[nodiscard]] std::pair<double, double> xView() const;

    [[nodiscard]] QSize sizeHint() const override;

public Q_SLOTS:
    void resetView();
    void copyCsv() const;
    /// In a window of its own, which is raised when it is there already.
    void showTable();

Q_SIGNALS:
    /// The user zoomed or moved along x.
    void xViewed(double lower, double upper);
    void viewReset();

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void saveAs();
    void sayNotSaved(const QString &file);
    [[nodiscard]] QString title() const;
    void viewX(double lower, double upper);
    /// Around the middle; above 1 shows more, below 1 less.
    void zoom(double factor);
    /// Empty for a key that means nothing here.
    [[nodiscard]] std::function<void()> actionFor(const QKeyEvent &key);

    std::unique_ptr<PlotContents> m_impl;
};

} // namespace proponent::ui
