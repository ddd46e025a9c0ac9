// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/train/config_section.h"

class QToolButton;

namespace proponent::ui {

/// Which data, and how much of it.
class DataSection : public ConfigSection
{
    Q_OBJECT

public:
    explicit DataSection(QWidget *parent = nullptr);
    void load(const TrainingConfig &config) override;
    void store(TrainingConfig &config) const override;

    [[nodiscard]] QString data() const;
    void setData(const QString &spec);
    void setRecent(const QStringList &folders);

Q_SIGNALS:
    /// The user settled on other data: time to look at it.
    void dataChosen(const QString &spec);

private:
    void browse();

    QComboBox *m_data;
    CountBox *m_trainLimit;
};

/// What is trained, and for how long.
class ModelSection : public ConfigSection
{
    Q_OBJECT

public:
    explicit ModelSection(QWidget *parent = nullptr);
    void load(const TrainingConfig &config) override;
    void store(TrainingConfig &config) const override;

private:
    QComboBox *m_model;
    CountBox *m_epochs;
    CountBox *m_batchSize;
    QLineEdit *m_learningRate;
};

/// How the parameters are moved.
class OptimizerSection : public ConfigSection
{
    Q_OBJECT

public:
    explicit OptimizerSection(QWidget *parent = nullptr);
    void load(const TrainingConfig &config) override;
    void store(TrainingConfig &config) const override;

private:
    QComboBox *m_optimizer;
    QComboBox *m_schedule;
    QLineEdit *m_momentum;
    QLineEdit *m_weightDecay;
};

/// What makes runs comparable: noise, limits, seed, checkpoints, name.
class ExperimentSection : public ConfigSection
{
    Q_OBJECT

public:
    explicit ExperimentSection(QWidget *parent = nullptr);
    void load(const TrainingConfig &config) override;
    void store(TrainingConfig &config) const override;

private:
    QLineEdit *m_name;
    QLineEdit *m_labelNoise;
    QComboBox *m_noiseKind;
    CountBox *m_testLimit;
    QLineEdit *m_seed;
    CountBox *m_checkpointEvery;
    CountBox *m_threads;
};

/// Where it is computed, and in which floating-point format.
class DeviceSection : public ConfigSection
{
    Q_OBJECT

public:
    explicit DeviceSection(QWidget *parent = nullptr);
    void load(const TrainingConfig &config) override;
    void store(TrainingConfig &config) const override;

    /// Keeps what is chosen.
    void setDevices(const QList<DeviceInfo> &devices);
    /// Why the chosen device can't be used; empty when it can, or when no devices are known yet.
    [[nodiscard]] QString problem() const;

private:
    void choose(const QString &device);
    void fillPrecisions();
    [[nodiscard]] const DeviceInfo *chosenDevice() const;

    QList<DeviceInfo> m_devices;
    QComboBox *m_device;
    QComboBox *m_precision;
};

} // namespace proponent::ui
