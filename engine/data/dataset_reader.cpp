// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/dataset_reader.h"

#include "engine/data/idx_reader.h"
#include "engine/data/image_folder_reader.h"

#include <algorithm>

namespace proponent {

std::span<const DatasetReader> datasetReaders()
{
    static constexpr DatasetReader readers[] = {
        {QT_TRANSLATE_NOOP("Data", "IDX"), recognisesIdxFolder, readIdxFolder},
        {QT_TRANSLATE_NOOP("Data", "a folder of images for each class"), recognisesImageFolders,
         readImageFolders},
    };
    return readers;
}

const DatasetReader *readerFor(const QDir &folder)
{
    const auto readers = datasetReaders();
    const auto found =
        std::ranges::find_if(readers, [&](const DatasetReader &reader) { return reader.recognises(folder); });
    return found == readers.end() ? nullptr : &*found;
}

} // namespace proponent
