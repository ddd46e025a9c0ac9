// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPaintEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// Q_INIT_RESOURCE works in the global namespace only.
static void initUiResource()
{
    Q_INIT_RESOURCE(ui);
}

namespace proponent::ui {

namespace {

/// The SVG's text with its `currentColor` filled in.
QByteArray colouredSvg(const QString &name, const QColor &colour)
{
    static QHash<QString, QByteArray> sources;
    auto found = sources.find(name);
    if (found == sources.end()) {
        initResources();
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        if (!file.open(QIODevice::ReadOnly))
            qWarning("no icon named %s", qUtf8Printable(name));
        found = sources.insert(name, file.readAll());
    }
    QByteArray svg = *found;
    return svg.replace("currentColor", colour.name().toLatin1());
}

/// The part of an icon in `rect` that the whole pixels around it show.
QPixmap iconPixmap(const QRectF &rect, const QString &name, const QColor &colour, qreal ratio)
{
    const QRect whole = rect.toAlignedRect();
    const QRectF within = rect.translated(-whole.topLeft());
    const QString key = QStringLiteral("proponent/%1/%2/%3/%4,%5,%6,%7")
                            .arg(name)
                            .arg(colour.rgba())
                            .arg(ratio)
                            .arg(within.x())
                            .arg(within.y())
                            .arg(within.width())
                            .arg(within.height());
    QPixmap picture;
    if (!QPixmapCache::find(key, &picture)) {
        picture = QPixmap(whole.size() * ratio);
        picture.setDevicePixelRatio(ratio);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        QSvgRenderer(colouredSvg(name, colour)).render(&painter, within);
        painter.end();
        QPixmapCache::insert(key, picture);
    }
    return picture;
}

class ThemedIconEngine : public QIconEngine
{
public:
    explicit ThemedIconEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QApplication::palette();
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        drawIcon(painter, rect, m_name, palette.color(group, role));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }

    QIconEngine *clone() const override { return new ThemedIconEngine(m_name); }

private:
    QString m_name;
};

} // namespace

QIcon themedIcon(const QString &name)
{
    return QIcon(new ThemedIconEngine(name)); // QIcon owns its engine
}

void drawIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &colour)
{
    // Lists draw the same few again and again, and reading one takes as long as drawing it. On paper, and where it
    // is turned or scaled, a picture would not do.
    const bool plain = painter->paintEngine()->type() == QPaintEngine::Raster &&
                       painter->transform().type() <= QTransform::TxTranslate;
    if (plain)
        painter->drawPixmap(rect.toAlignedRect().topLeft(),
                            iconPixmap(rect, name, colour, painter->device()->devicePixelRatioF()));
    else
        QSvgRenderer(colouredSvg(name, colour)).render(painter, rect);
}

QIcon applicationIcon()
{
    initResources();
    return QIcon(QStringLiteral(":/icons/proponent.svg"));
}

void initResources()
{
    static const bool once = (initUiResource(), true);
    Q_UNUSED(once);
}

} // namespace proponent::ui
