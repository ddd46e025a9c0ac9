// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/config_sections.h"

#include "ui/text/format.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QStandardItemModel>

#include <algorithm>

namespace proponent::ui {

namespace {

const QString automatic = QStringLiteral("auto");

/// Greyed out, with the reason as its tooltip and in its text for those who don't hover.
void addChoice(QComboBox *choice, const QString &text, const QString &value, bool usable,
               const QString &reason)
{
    choice->addItem(text, value);
    auto *model = qobject_cast<QStandardItemModel *>(choice->model());
    QStandardItem *item = model->item(choice->count() - 1);
    item->setToolTip(reason.isEmpty() ? text : reason);
    item->setAccessibleDescription(reason);
    item->setEnabled(usable);
}

QString deviceText(const DeviceInfo &device)
{
    QStringList parts{device.name.isEmpty() ? device.id : device.name};
    if (device.totalMemory > 0 && device.freeMemory > 0)
        parts += DeviceSection::tr("%1 of %2 free")
                     .arg(text::bytes(device.freeMemory), text::bytes(device.totalMemory));
    else if (device.totalMemory > 0)
        parts += text::bytes(device.totalMemory);
    const QString text = parts.join(QStringLiteral(" · "));
    return device.id == u"cpu" ? DeviceSection::tr("CPU: %1").arg(text)
                               : device.id + QStringLiteral(": ") + text;
}

QString deviceReason(const DeviceInfo &device)
{
    if (!device.usable)
        return device.reason;
    QString words = device.name;
    if (device.freeMemory > 0)
        words += u'\n' + DeviceSection::tr("%1 in use, %2 free")
                             .arg(text::bytes(device.totalMemory - device.freeMemory),
                                  text::bytes(device.freeMemory));
    return words;
}

} // namespace

DeviceSection::DeviceSection(QWidget *parent)
    : ConfigSection(parent), m_device(makeChoice()), m_precision(makeChoice())
{
    addField(QStringLiteral("device"), tr("Device"), m_device, tr("Where the model is trained"), 2);
    addField(QStringLiteral("precision"), tr("Precision"), m_precision,
             tr("Floating-point format of the forward and backward pass"), 2);
    setDevices({});
    connect(m_device, &QComboBox::currentIndexChanged, this, &DeviceSection::fillPrecisions);
}

void DeviceSection::load(const TrainingConfig &config)
{
    choose(config.device == u"cuda" ? QStringLiteral("cuda:0") : config.device);
    fillPrecisions();
    if (const int at = m_precision->findData(toString(config.precision)); at >= 0)
        m_precision->setCurrentIndex(at);
}

void DeviceSection::choose(const QString &device)
{
    if (m_device->findData(device) < 0) // from another machine: kept, and said so
        addChoice(m_device, tr("%1 (not on this machine)").arg(device), device, false, QString());
    m_device->setCurrentIndex(m_device->findData(device));
}

QString DeviceSection::problem() const
{
    const QString id = m_device->currentData().toString();
    if (m_devices.isEmpty() || id == automatic)
        return {};
    for (const DeviceInfo &device : m_devices) {
        if (device.id == id)
            return device.usable ? QString() : device.reason;
    }
    return tr("This machine has no device %1. Choose another one.").arg(id);
}

void DeviceSection::store(TrainingConfig &config) const
{
    config.device = m_device->currentData().toString();
    config.precision = precisionFromString(m_precision->currentData().toString()).value_or(Precision::Auto);
}

void DeviceSection::setDevices(const QList<DeviceInfo> &devices)
{
    if (m_device->view()->isVisible())
        return; // somebody is choosing; the next list comes soon
    const QString before = m_device->count() > 0 ? m_device->currentData().toString() : automatic;
    m_devices = devices;
    {
        const QSignalBlocker quiet(m_device);
        m_device->clear();
        const DeviceInfo *best = chosenDevice();
        addChoice(m_device, best ? tr("Automatic (%1)").arg(best->id) : tr("Automatic"), automatic, true,
                  tr("The fastest device of this machine"));
        for (const DeviceInfo &device : devices)
            addChoice(m_device, deviceText(device), device.id, device.usable, deviceReason(device));
        choose(before);
    }
    fillPrecisions();
}

const DeviceInfo *DeviceSection::chosenDevice() const
{
    const QString id = m_device->currentData().toString();
    const auto usable = [](const DeviceInfo &device) { return device.usable; };
    const auto found =
        id.isEmpty() || id == automatic
            // As the engine decides: the first accelerator, else the processor.
            ? std::find_if(m_devices.begin(), m_devices.end(),
                           [&](const DeviceInfo &device) { return usable(device) && device.id != u"cpu"; })
            : std::find_if(m_devices.begin(), m_devices.end(),
                           [&](const DeviceInfo &device) { return device.id == id; });
    if (found != m_devices.end())
        return &*found;
    const auto any = std::find_if(m_devices.begin(), m_devices.end(), usable);
    return any == m_devices.end() ? nullptr : &*any;
}

void DeviceSection::fillPrecisions()
{
    const QVariant before = m_precision->currentData();
    const DeviceInfo *device = chosenDevice();
    const QSignalBlocker quiet(m_precision);
    m_precision->clear();
    addChoice(m_precision,
              device ? tr("Automatic (%1)").arg(toString(device->automaticPrecision)) : tr("Automatic"),
              toString(Precision::Auto), true, tr("The fastest format that the device does well"));
    for (const Precision precision : {Precision::Fp32, Precision::Bf16, Precision::Fp16}) {
        bool usable = true;
        QString reason;
        if (device) {
            for (const PrecisionSupport &support : device->precisions) {
                if (support.precision == precision) {
                    usable = support.usable;
                    reason = support.reason;
                }
            }
        }
        addChoice(m_precision, toString(precision), toString(precision), usable, reason);
    }
    const int at = m_precision->findData(before);
    m_precision->setCurrentIndex(qMax(0, at));
    Q_EMIT edited();
}

} // namespace proponent::ui
