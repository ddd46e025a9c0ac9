// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/flat_style.h"

#include <QApplication>

#include <array>

namespace proponent::ui {

namespace {

struct Shades
{
    QRgb window, base, alternate, button, text, muted, border, accent, onAccent, tipBase, tipText;
};

constexpr Shades lightShades{0xfff4f5f7, 0xffffffff, 0xffeef0f3, 0xffffffff, 0xff1b1f24, 0xff59626e,
                             0xffc9cfd8, 0xff0b66b0, 0xffffffff, 0xff23282f, 0xfff2f4f6};
constexpr Shades darkShades{0xff16181c, 0xff1e2126, 0xff252930, 0xff2a2f37, 0xffe6e8eb, 0xff9aa3af,
                            0xff3d444e, 0xff56a9e8, 0xff0a1218, 0xff343a44, 0xfff2f4f6};

QPalette paletteOf(const Shades &shades)
{
    QPalette palette;
    palette.setColor(QPalette::Window, shades.window);
    palette.setColor(QPalette::WindowText, shades.text);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::Text, shades.text);
    palette.setColor(QPalette::PlaceholderText, shades.muted);
    palette.setColor(QPalette::Button, shades.button);
    palette.setColor(QPalette::ButtonText, shades.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Light, blended(shades.window, Qt::white, 0.4));
    palette.setColor(QPalette::Midlight, blended(shades.window, shades.border, 0.5));
    palette.setColor(QPalette::Mid, shades.border);
    palette.setColor(QPalette::Dark, blended(shades.border, shades.text, 0.25));
    palette.setColor(QPalette::Shadow, Qt::black);
    palette.setColor(QPalette::Highlight, shades.accent);
    palette.setColor(QPalette::HighlightedText, shades.onAccent);
    palette.setColor(QPalette::Link, shades.accent);
    palette.setColor(QPalette::LinkVisited, shades.accent);
    palette.setColor(QPalette::ToolTipBase, shades.tipBase);
    palette.setColor(QPalette::ToolTipText, shades.tipText);

    const QColor off = blended(shades.window, shades.text, 0.42);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, off);
    palette.setColor(QPalette::Disabled, QPalette::Base, shades.window);
    palette.setColor(QPalette::Disabled, QPalette::Button, shades.window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, shades.border);
    return palette;
}

/// The palette that the desktop gave us before we changed anything.
const QPalette &systemPalette()
{
    static const QPalette palette = QApplication::palette();
    return palette;
}

} // namespace

void applyTheme(ThemeChoice choice)
{
    // Taken before our style is set. Qt 6.4 has no other way to ask whether the desktop is dark.
    const bool systemIsDark = isDark(systemPalette());
    if (!qobject_cast<FlatStyle *>(QApplication::style()))
        QApplication::setStyle(new FlatStyle); // the application owns it
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark);
    QApplication::setPalette(paletteOf(dark ? darkShades : lightShades));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF() < palette.color(QPalette::WindowText).lightnessF();
}

QFont sized(const QFont &body, TextSize size)
{
    static constexpr std::array factors{0.88, 1.0, 1.15, 1.7};
    QFont font = body;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factors[size_t(size)]);
    else
        font.setPixelSize(int(font.pixelSize() * factors[size_t(size)] + 0.5));
    if (size == TextSize::Heading || size == TextSize::Title)
        font.setWeight(QFont::DemiBold);
    return font;
}

QColor blended(const QColor &under, const QColor &over, qreal amount)
{
    const auto mix = [amount](float a, float b) { return float(a + (b - a) * amount); };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                            mix(under.blueF(), over.blueF()));
}

Colours coloursOf(const QPalette &palette)
{
    const bool dark = isDark(palette);
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    Colours colours;
    colours.accent = palette.color(QPalette::Active, QPalette::Highlight);
    colours.onAccent = palette.color(QPalette::Active, QPalette::HighlightedText);
    colours.muted = blended(window, text, 0.68);
    colours.border = blended(window, text, dark ? 0.17 : 0.14);
    colours.faint = blended(base, text, dark ? 0.08 : 0.06);
    colours.surface = base;
    colours.proponent = dark ? QColor(0x56, 0xb4, 0xe9) : QColor(0x00, 0x72, 0xb2);
    colours.opponent = dark ? QColor(0xf0, 0x8a, 0x4b) : QColor(0xd5, 0x5e, 0x00);
    colours.good = dark ? QColor(0x3c, 0xc9, 0x9a) : QColor(0x00, 0x7f, 0x5c);
    colours.warning = dark ? QColor(0xe6, 0xb3, 0x3c) : QColor(0x8f, 0x62, 0x00);
    colours.error = dark ? QColor(0xff, 0x8f, 0x80) : QColor(0xb4, 0x27, 0x1c);
    return colours;
}

QColor seriesColour(int series, const QPalette &palette)
{
    // Okabe and Ito, 2008; the darker set keeps its contrast on white, the lighter one on dark.
    static constexpr std::array<QRgb, 6> onLight{0xff0072b2, 0xffd55e00, 0xff009e73,
                                                 0xffcc79a7, 0xffb07a00, 0xff56b4e9};
    static constexpr std::array<QRgb, 6> onDark{0xff56b4e9, 0xfff08a4b, 0xff2fc59b,
                                                0xffdf9cc0, 0xffe6b33c, 0xff8fb8ff};
    const auto &set = isDark(palette) ? onDark : onLight;
    return QColor(set[size_t(series) % set.size()]);
}

} // namespace proponent::ui
