// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset_reader.h"

namespace proponent {

/// Image files in a folder for each class, which it is named after:
///
///     train/cat/1.png  train/dog/1.jpg  test/cat/7.png  test/dog/9.jpg
///
/// The folder of the test images may be called test, testing, val, valid or validation. Where there is none with
/// class folders in it, or the class folders stand in the dataset's folder itself, a fifth of the images of each
/// class is held out for testing, chosen by their contents. Images in folders below a class's are of that class.
///
/// Classes are in the order of their names. Examples are taken from the classes in turn, each class's files in
/// the order of their names, so that the first N are of all classes. Images that are all of one size, of at most
/// 128 x 128 pixels, stay as they are; others are scaled so that they cover 64 x 64, and cut to that around their
/// centre. They have one channel when all of them are grey. Transparent ones are put on white, or on black where they
/// would vanish; photographs are turned as their EXIF tells; images of 16 bits a channel that use fewer are read by
/// those. What can't be read is left out, unless nothing of its class remains.
[[nodiscard]] bool recognisesImageFolders(const QDir &folder);
[[nodiscard]] Result<ReadSplits> readImageFolders(const QDir &folder, int rules);

} // namespace proponent
