// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace proponent {

/// Turns SIGINT, SIGTERM and SIGHUP into a Qt signal, so that the program can end in order. Only the first
/// of each is caught: a second one ends the program at once. SIGHUP stays ignored where it was (nohup).
///
/// Make at most one, in the main thread, after the application object.
class InterruptSignals : public QObject
{
    Q_OBJECT

public:
    explicit InterruptSignals(QObject *parent = nullptr);
    ~InterruptSignals() override;

Q_SIGNALS:
    void interrupted();

private:
    int m_readEnd = -1;
};

} // namespace proponent
