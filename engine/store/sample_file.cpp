// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sample_file.h"

namespace proponent {

namespace {

constexpr qsizetype sampleColumns = 4;

QString sampleFile(SessionId session)
{
    return LibraryFiles::checkpoints(session) + QStringLiteral("/samples.f32");
}

} // namespace

void keepSamples(const LibraryFiles &files, SessionId session, const QList<TrainingSample> &samples)
{
    QList<float> values;
    for (const TrainingSample &sample : samples)
        values << float(sample.epoch) << float(sample.loss) << float(sample.accuracy)
               << float(sample.lossScale);
    files.keep(values, sampleFile(session));
}

QList<TrainingSample> readSamples(const LibraryFiles &files, SessionId session)
{
    const QList<float> values = FloatArray::ofFile(files.absolute(sampleFile(session))).toList();
    QList<TrainingSample> samples;
    for (qsizetype i = 0; i + sampleColumns <= values.size(); i += sampleColumns) {
        TrainingSample sample;
        sample.epoch = double(values[i]);
        sample.loss = double(values[i + 1]);
        sample.accuracy = double(values[i + 2]);
        sample.lossScale = double(values[i + 3]);
        samples += sample;
    }
    return samples;
}

} // namespace proponent
