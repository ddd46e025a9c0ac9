<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Data</name>
    <message>
        <source>%1 gives example %2 the label %3, but only %4 classes are named (labels 0 to %5). Name all classes in classes.txt, or correct the labels.</source>
        <translation>%1 gibt Beispiel %2 das Label %3, aber nur %4 Klassen sind benannt (Labels 0 bis %5). Alle Klassen in classes.txt benennen oder die Labels berichtigen.</translation>
    </message>
    <message>
        <source>%1 holds no %2 examples. Add some, or name another folder.</source>
        <translation>%1 enthält keine %2beispiele. Beispiele hinzufügen oder einen anderen Ordner angeben.</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Trainings</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>The images in %1 have %2×%3 pixels; the models need at least %4×%4. Enlarge them.</source>
        <translation>Die Bilder in %1 haben %2×%3 Pixel; die Modelle brauchen mindestens %4×%4. Die Bilder vergrößern.</translation>
    </message>
    <message>
        <source>All training examples in %1 have the label %2; a model needs at least 2 classes to tell apart. Add examples of another class.</source>
        <translation>Alle Trainingsbeispiele in %1 haben das Label %2; ein Modell muss mindestens 2 Klassen unterscheiden. Beispiele einer anderen Klasse hinzufügen.</translation>
    </message>
    <message>
        <source>%1 holds no dataset itself, but its folder “%2” does. Name %3.</source>
        <translation>%1 enthält selbst keinen Datensatz, wohl aber der Ordner „%2“ darin. %3 angeben.</translation>
    </message>
    <message>
        <source>%1 holds no dataset that can be read (%2). Name a folder with training and test images and their labels.</source>
        <translation>%1 enthält keinen lesbaren Datensatz (%2). Einen Ordner mit Trainings- und Testbildern und ihren Labels angeben.</translation>
    </message>
    <message>
        <source>No dataset is named. Name “fashion-mnist” or a folder.</source>
        <translation>Kein Datensatz angegeben. „fashion-mnist“ oder einen Ordner angeben.</translation>
    </message>
    <message>
        <source>There is no folder %1. Name “fashion-mnist” or a folder with a dataset.</source>
        <translation>Es gibt keinen Ordner %1. „fashion-mnist“ oder einen Ordner mit einem Datensatz angeben.</translation>
    </message>
    <message>
        <source>%1 is a file. Name the folder that holds the dataset: %2.</source>
        <translation>%1 ist eine Datei. Den Ordner angeben, der den Datensatz enthält: %2.</translation>
    </message>
    <message>
        <source>The folder %1 can&apos;t be read. Give yourself permission to read it, or name another.</source>
        <translation>Der Ordner %1 lässt sich nicht lesen. Leserechte einräumen oder einen anderen angeben.</translation>
    </message>
    <message>
        <source>%1 does not fit into memory. Close other programs, or use a smaller dataset.</source>
        <translation>%1 passt nicht in den Speicher. Andere Programme schließen oder einen kleineren Datensatz verwenden.</translation>
    </message>
    <message>
        <source>Fashion-MNIST is not installed: there is no folder %1. Run “apt install dataset-fashion-mnist”, or name a folder with the data.</source>
        <translation>Fashion-MNIST ist nicht installiert: Es gibt keinen Ordner %1. „apt install dataset-fashion-mnist“ ausführen oder einen Ordner mit den Daten angeben.</translation>
    </message>
    <message>
        <source>%1 is cut short: its gzip data ends too early. Copy or download it again.</source>
        <translation>%1 ist abgeschnitten: Die gzip-Daten enden zu früh. Erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
        <source>%1 is corrupt: its gzip data can&apos;t be unpacked. Copy or download it again.</source>
        <translation>%1 ist beschädigt: Die gzip-Daten lassen sich nicht entpacken. Erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2. Check that the file is there and may be read.</source>
        <translation>%1 lässt sich nicht lesen: %2. Prüfen, ob die Datei vorhanden ist und gelesen werden darf.</translation>
    </message>
    <message>
        <source>%1 is empty. Copy or download it again.</source>
        <translation>%1 ist leer. Erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
        <source>%1 is not an IDX file: it begins with the bytes %2, not with 00 00 08 and a number of dimensions. Replace it, or take it out of the folder.</source>
        <translation>%1 ist keine IDX-Datei: Sie beginnt mit den Bytes %2 statt mit 00 00 08 und einer Anzahl von Dimensionen. Ersetzen oder aus dem Ordner entfernen.</translation>
    </message>
    <message>
        <source>%1 is cut short: it ends inside its header. Copy or download it again.</source>
        <translation>%1 ist abgeschnitten: Die Datei endet im Header. Erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
        <source>%1 is cut short: its header announces %2 bytes of data, but there are only %3. Copy or download it again.</source>
        <translation>%1 ist abgeschnitten: Der Header kündigt %2 Bytes Daten an, es sind aber nur %3. Erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
        <source>%1 is cut short or corrupt: its header announces %2 bytes of data, more than the file can hold. Copy or download it again.</source>
        <translation>%1 ist abgeschnitten oder beschädigt: Der Header kündigt %2 Bytes Daten an, mehr als die Datei enthalten kann. Erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
        <source>%1 goes on after the %2 bytes of data that its header announces. It may be two files in one; copy or download it again.</source>
        <translation>%1 geht nach den %2 Bytes Daten weiter, die der Header ankündigt. Vielleicht sind es zwei Dateien in einer; erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bildern</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>%1 needs one IDX file of training %2 and one of test %2, but holds %3. Add what is missing.</source>
        <translation>%1 braucht je eine IDX-Datei mit %2 zum Training und mit %2 zum Test, enthält aber %3. Fehlendes hinzufügen.</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>keine davon</translation>
    </message>
    <message>
        <source>only %1</source>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>It is not clear which files of %1 hold the training %2 and which the test %2: %3. Leave one of each, and begin their names with “train” and “test”.</source>
        <translation>Unklar, welche Dateien in %1 mit %2 zum Training und welche mit %2 zum Test gehören: %3. Je eine übrig lassen und die Namen mit „train“ und „test“ beginnen lassen.</translation>
    </message>
    <message>
        <source>%1 holds %2 labels, but %3 holds %4 images. They don&apos;t belong together; copy or download both again.</source>
        <translation>%1 enthält %2 Labels, %3 aber %4 Bilder. Sie gehören nicht zusammen; beide erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2. Check that the file may be read.</source>
        <translation>%1 lässt sich nicht lesen: %2. Prüfen, ob die Datei gelesen werden darf.</translation>
    </message>
    <message>
        <source>The images of %1 are %2 (channels, height, width), those of %3 are %4. Training and test images must have the same size; bring them to one.</source>
        <translation>Die Bilder in %1 haben %2 (Kanäle, Höhe, Breite), die in %3 haben %4. Trainings- und Testbilder müssen gleich groß sein; auf eine Größe bringen.</translation>
    </message>
    <message>
        <source>%1 is empty. Name a folder with a dataset: a folder of images for each class, or IDX files of training and test images and labels.</source>
        <translation>%1 ist leer. Einen Ordner mit einem Datensatz angeben: je Klasse einen Ordner mit Bildern, oder IDX-Dateien mit Bildern und Labels zum Training und zum Test.</translation>
    </message>
    <message>
        <source>%1 holds images, but doesn&apos;t tell their labels. Sort them into a folder for each class, named after it.</source>
        <translation>%1 enthält Bilder, sagt aber nichts über ihre Labels. Die Bilder in je einen Ordner pro Klasse einsortieren, der wie die Klasse heißt.</translation>
    </message>
    <message>
        <source>IDX</source>
        <translation>IDX</translation>
    </message>
    <message>
        <source>a folder of images for each class</source>
        <translation>je Klasse ein Ordner mit Bildern</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read as an image: %2. Replace or remove it.</source>
        <translation>%1 lässt sich nicht als Bild lesen: %2. Ersetzen oder entfernen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other file(s) can&apos;t be read either.</source>
        <translation>
            <numerusform>%Ln weitere Datei lässt sich auch nicht lesen.</numerusform>
            <numerusform>%Ln weitere Dateien lassen sich auch nicht lesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>images in folders</source>
        <translation>Bilder in Ordnern</translation>
    </message>
    <message>
        <source>%1, scaled to %2×%2</source>
        <translation>%1, auf %2×%2 verkleinert</translation>
    </message>
    <message>
        <source>%1, one in %2 held out for testing</source>
        <translation>%1, jedes %2. zum Testen zurückgelegt</translation>
    </message>
    <message>
        <source>with a name that isn&apos;t UTF-8</source>
        <translation>mit einem Namen, der nicht UTF-8 ist</translation>
    </message>
    <message>
        <source>in a folder of the file system&apos;s own</source>
        <translation>in einem Ordner des Dateisystems selbst</translation>
    </message>
    <message>
        <source>hidden by the dot before the name</source>
        <translation>durch den Punkt vor dem Namen versteckt</translation>
    </message>
    <message>
        <source>not named as an image</source>
        <translation>nicht wie ein Bild benannt</translation>
    </message>
    <message>
        <source>named *.%1, which isn&apos;t read</source>
        <translation>mit der Endung *.%1, die nicht gelesen wird</translation>
    </message>
    <message>
        <source>a folder that can&apos;t be opened</source>
        <translation>ein Ordner, der sich nicht öffnen lässt</translation>
    </message>
    <message>
        <source>in no class&apos;s folder</source>
        <translation>im Ordner keiner Klasse</translation>
    </message>
    <message>
        <source>a folder without images</source>
        <translation>ein Ordner ohne Bilder</translation>
    </message>
    <message>
        <source>neither in the training nor in the test folder</source>
        <translation>weder im Trainings- noch im Testordner</translation>
    </message>
    <message>
        <source>a link to a folder, in a class&apos;s folder</source>
        <translation>ein Verweis auf einen Ordner, im Ordner einer Klasse</translation>
    </message>
    <message>
        <source>a link that leads nowhere</source>
        <translation>ein Verweis, der ins Leere führt</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>keine Datei</translation>
    </message>
    <message>
        <source>%1 has %2 lines, of which some are the same: it seems to hold a label for each example, but its place is for the names of the classes, one a line. Rename it, or write the names into it.</source>
        <translation>%1 hat %2 Zeilen, von denen einige gleich sind: Sie scheint je Beispiel ein Label zu enthalten, an ihren Platz gehören aber die Namen der Klassen, je Zeile einer. Die Datei umbenennen oder die Namen hineinschreiben.</translation>
    </message>
    <message>
        <source>Of these under another label: %1.</source>
        <translation>Davon unter einem anderen Label: %1.</translation>
    </message>
    <message>
        <source>All %1 training images are the same, pixel by pixel: nothing can be learned from them.</source>
        <translation>Alle %1 Trainingsbilder sind gleich, Pixel für Pixel: Aus ihnen ist nichts zu lernen.</translation>
    </message>
    <message>
        <source>Test images that are among the training images, too: %1 (%2 is %3). That a model knows them says little.</source>
        <translation>Testbilder, die auch unter den Trainingsbildern sind: %1 (%2 ist %3). Dass ein Modell sie kennt, besagt wenig.</translation>
    </message>
    <message>
        <source>Training images that are copies of others: %1 (%2 of %3).</source>
        <translation>Trainingsbilder, die Kopien anderer sind: %1 (%2 von %3).</translation>
    </message>
    <message>
        <source>The labels are sorted by class. So that the first examples are of all classes, they are taken from the classes in turn.</source>
        <translation>Die Labels sind nach Klassen sortiert. Damit die ersten Beispiele aus allen Klassen sind, werden sie reihum aus den Klassen genommen.</translation>
    </message>
    <message>
        <source>%1 holds elements of type 0x%2; only %3 can be read here. Convert it.</source>
        <translation>%1 enthält Elemente vom Typ 0x%2; lesbar sind hier nur %3. Die Datei umwandeln.</translation>
    </message>
    <message>
        <source>unsigned bytes (0x08)</source>
        <translation>vorzeichenlose Bytes (0x08)</translation>
    </message>
    <message>
        <source>bytes (0x08, 0x09) and integers (0x0b, 0x0c)</source>
        <translation>Bytes (0x08, 0x09) und ganze Zahlen (0x0b, 0x0c)</translation>
    </message>
    <message>
        <source>%1 has the shape %2: images have [count, height, width], labels [count] or [count, 1]. Convert it, or take it out of the folder.</source>
        <translation>%1 hat die Form %2: Bilder haben [Anzahl, Höhe, Breite], Labels [Anzahl] oder [Anzahl, 1]. Die Datei umwandeln oder aus dem Ordner nehmen.</translation>
    </message>
    <message>
        <source>%1 has the shape %2; images have [count, height, width], or four dimensions with 1 or 3 channels. Convert it.</source>
        <translation>%1 hat die Form %2; Bilder haben [Anzahl, Höhe, Breite] oder vier Dimensionen mit 1 oder 3 Kanälen. Die Datei umwandeln.</translation>
    </message>
    <message>
        <source>%1 gives example %2 the label %3; classes are numbered from 0 up to %4. Correct the labels.</source>
        <translation>%1 gibt Beispiel %2 das Label %3; Klassen sind von 0 bis höchstens %4 nummeriert. Die Labels berichtigen.</translation>
    </message>
    <message>
        <source>not readable (%1)</source>
        <translation>nicht lesbar (%1)</translation>
    </message>
    <message>
        <source>cut short</source>
        <translation>abgeschnitten</translation>
    </message>
    <message>
        <source>not readable as an image (%1)</source>
        <translation>nicht als Bild lesbar (%1)</translation>
    </message>
    <message>
        <source>%1 is a %2 image; to read those, Qt needs a plugin that isn&apos;t installed. Run “apt install qt6-image-formats-plugins”, or take such images out.</source>
        <translation>%1 ist ein %2-Bild; um solche zu lesen, braucht Qt ein Plugin, das nicht installiert ist. „apt install qt6-image-formats-plugins“ ausführen oder solche Bilder herausnehmen.</translation>
    </message>
    <message>
        <source>Other files that need it: %1.</source>
        <translation>Weitere Dateien, die es brauchen: %1.</translation>
    </message>
    <message>
        <source>Images of 16 bits a channel: %1. They hold no value above %2, and are read as of %3 bits.</source>
        <translation>Bilder mit 16 Bit je Kanal: %1. Sie enthalten keinen Wert über %2 und werden als solche mit %3 Bit gelesen.</translation>
    </message>
    <message>
        <source>Transparent images, put on white: %1.</source>
        <translation>Durchsichtige Bilder, auf Weiß gelegt: %1.</translation>
    </message>
    <message>
        <source>Transparent images, put on black since they would vanish on white: %1.</source>
        <translation>Durchsichtige Bilder, auf Schwarz gelegt, weil sie auf Weiß verschwänden: %1.</translation>
    </message>
    <message>
        <source>No training image in %1 can be used (%2). Replace them, or remove the folder.</source>
        <translation>Kein Trainingsbild in %1 ist zu gebrauchen (%2). Sie ersetzen oder den Ordner entfernen.</translation>
    </message>
    <message>
        <source>more than %1 times as long as wide</source>
        <translation>mehr als %1-mal so lang wie breit</translation>
    </message>
    <message>
        <source>Images in folders below a class&apos;s, taken as of that class: %1 (%2).</source>
        <translation>Bilder in Ordnern unter dem einer Klasse, zu dieser Klasse genommen: %1 (%2).</translation>
    </message>
    <message>
        <source>Classes without training images, which no model can learn: %1 (%2).</source>
        <translation>Klassen ohne Trainingsbilder, die kein Modell lernen kann: %1 (%2).</translation>
    </message>
    <message>
        <source>Classes without test images, of which nothing tells how well they are learned: %1 (%2).</source>
        <translation>Klassen ohne Testbilder, bei denen nichts sagt, wie gut sie gelernt sind: %1 (%2).</translation>
    </message>
</context>
<context>
    <name>Device</name>
    <message>
        <source>“%1” is not a device: the number after “cuda:” counts from 0. This machine has: %2.</source>
        <translation>„%1“ ist kein Gerät: Die Nummer nach „cuda:“ zählt ab 0. Dieser Rechner hat: %2.</translation>
    </message>
    <message>
        <source>“%1” is not a device. Use auto or one that this machine has: %2.</source>
        <translation>„%1“ ist kein Gerät. auto oder ein vorhandenes verwenden: %2.</translation>
    </message>
    <message>
        <source>There is no device %1 here. Use auto or one that this machine has: %2.</source>
        <translation>Es gibt hier kein Gerät %1. auto oder ein vorhandenes verwenden: %2.</translation>
    </message>
    <message>
        <source>fast: this processor has AMX for bf16</source>
        <translation>schnell: dieser Prozessor hat AMX für bf16</translation>
    </message>
    <message>
        <source>fast: this processor has AVX512-BF16</source>
        <translation>schnell: dieser Prozessor hat AVX512-BF16</translation>
    </message>
    <message>
        <source>works, but slower than fp32: this processor has no bf16 unit</source>
        <translation>geht, aber langsamer als fp32: dieser Prozessor hat keine bf16-Einheit</translation>
    </message>
    <message>
        <source>full precision</source>
        <translation>volle Rechengenauigkeit</translation>
    </message>
    <message>
        <source>fp16 needs a CUDA device; on the CPU use bf16 or fp32</source>
        <translation>fp16 braucht ein CUDA-Gerät; auf der CPU bf16 oder fp32 verwenden</translation>
    </message>
    <message>
        <source>fast: tensor cores</source>
        <translation>schnell: Tensor-Kerne</translation>
    </message>
    <message>
        <source>bf16 needs compute capability 8.0 or newer; use fp16 on this card</source>
        <translation>bf16 braucht Compute Capability 8.0 oder neuer; auf dieser Karte fp16 verwenden</translation>
    </message>
    <message>
        <source>fast: tensor cores, with loss scaling</source>
        <translation>schnell: Tensor-Kerne, mit Verlustskalierung</translation>
    </message>
    <message>
        <source>works, with loss scaling; this card has no tensor cores</source>
        <translation>geht, mit Verlustskalierung; diese Karte hat keine Tensor-Kerne</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used on %2: %3.</source>
        <translation>%1 ist auf %2 nicht möglich: %3.</translation>
    </message>
</context>
<context>
    <name>Facade</name>
    <message>
        <source>The model gets every test example right. Name test examples by index.</source>
        <translation>Das Modell hat jedes Testbeispiel richtig. Testbeispiele nach Index angeben.</translation>
    </message>
    <message>
        <source>No test example is named. Name at least one by index, from 0.</source>
        <translation>Kein Testbeispiel angegeben. Mindestens eines nach Index angeben, ab 0.</translation>
    </message>
    <message>
        <source>There is no test example %1: they are numbered from 0 to %2.</source>
        <translation>Es gibt kein Testbeispiel %1: Sie sind von 0 bis %2 nummeriert.</translation>
    </message>
    <message>
        <source>Session %1 has no checkpoint yet: it stopped before its first was saved. Resume it first.</source>
        <translation>Sitzung %1 hat noch keinen Checkpoint: Sie wurde angehalten, bevor der erste gespeichert war. Erst fortsetzen.</translation>
    </message>
    <message>
        <source>Session %1 has no checkpoint of epoch %2. It has: %3.</source>
        <translation>Sitzung %1 hat keinen Checkpoint von Epoche %2. Vorhanden: %3.</translation>
    </message>
    <message>
        <source>The number of examples to rank must be 1 or more, not %1.</source>
        <translation>Die Anzahl der Beispiele in der Rangfolge muss 1 oder mehr sein, nicht %1.</translation>
    </message>
    <message>
        <source>Memory holds the gradients of %1 of the %2 test examples at a time; each such block takes a pass over the training examples.</source>
        <translation>Der Speicher fasst die Gradienten von %1 der %2 Testbeispiele zugleich; jeder solche Block braucht einen Durchgang durch die Trainingsbeispiele.</translation>
    </message>
    <message>
        <source>Can&apos;t rank by self-influence without computing it. Choose another method, or compute it.</source>
        <translation>Rangfolge nach Selbsteinfluss ist nicht möglich, ohne ihn zu berechnen. Ein anderes Verfahren wählen oder ihn berechnen.</translation>
    </message>
    <message>
        <source>%1 no longer holds the data that this session was trained on. Put the original files back, or train a new session.</source>
        <translation>%1 enthält nicht mehr die Daten, mit denen diese Sitzung trainiert wurde. Die ursprünglichen Dateien zurücklegen oder eine neue Sitzung trainieren.</translation>
    </message>
    <message>
        <source>Can&apos;t write %1: %2. Choose another folder or free some space.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Einen anderen Ordner wählen oder Platz schaffen.</translation>
    </message>
    <message>
        <source>Can&apos;t make the folder %1. Choose another one.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>The label change of training example %1 to class %2 doesn&apos;t fit the data, which has %3 training examples and %4 classes.</source>
        <translation>Die Label-Änderung von Trainingsbeispiel %1 in Klasse %2 passt nicht zu den Daten mit %3 Trainingsbeispielen und %4 Klassen.</translation>
    </message>
    <message>
        <source>Every training example is left out. Keep some to train on.</source>
        <translation>Alle Trainingsbeispiele sind ausgeschlossen. Einige zum Trainieren behalten.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Session %1 is being trained by another program. Wait for it, or stop it there.</source>
        <translation>Sitzung %1 wird von einem anderen Programm trainiert. Abwarten oder dort anhalten.</translation>
    </message>
    <message numerus="yes">
        <source>Session %1 has finished its %n epoch(s); there is nothing to resume.</source>
        <translation>
            <numerusform>Sitzung %1 hat ihre %n Epoche abgeschlossen; es gibt nichts fortzusetzen.</numerusform>
            <numerusform>Sitzung %1 hat ihre %n Epochen abgeschlossen; es gibt nichts fortzusetzen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Out of memory. Use a smaller batch or fewer examples.</source>
        <translation>Speicher voll. Einen kleineren Batch oder weniger Beispiele verwenden.</translation>
    </message>
    <message>
        <source>libtorch: %1</source>
        <translation>libtorch: %1</translation>
    </message>
    <message>
        <source>Session %1 was trained on %2 in %3, and goes on nowhere else: %4 Resume it on a machine that has this device, or train a new session with its settings on another device.</source>
        <translation>Sitzung %1 wurde auf %2 in %3 trainiert und kann nur dort weitergehen: %4 Sie auf einem Rechner mit diesem Gerät fortsetzen, oder mit ihren Einstellungen eine neue Sitzung auf einem anderen Gerät trainieren.</translation>
    </message>
    <message>
        <source>Analysis %1 has no test examples; only influence on test examples can be verified.</source>
        <translation>Analyse %1 hat keine Testbeispiele; nur der Einfluss auf Testbeispiele lässt sich überprüfen.</translation>
    </message>
    <message>
        <source>Session %1 no longer has all checkpoints of analysis %2; analyse it again.</source>
        <translation>Sitzung %1 hat nicht mehr alle Checkpoints von Analyse %2; erneut analysieren.</translation>
    </message>
    <message>
        <source>Analysis %1 holds no scores to verify.</source>
        <translation>Analyse %1 enthält keine Werte zum Überprüfen.</translation>
    </message>
    <message>
        <source>The number of pairs to verify must be 1 or more, not %1.</source>
        <translation>Die Anzahl der zu überprüfenden Paare muss 1 oder mehr sein, nicht %1.</translation>
    </message>
    <message>
        <source>%1 of %2 scores are not finite, and not ranked: gradients overflow at one of the checkpoints. Leave it out (--checkpoints), compute in fp32, or train with a smaller learning rate.</source>
        <translation>%1 von %2 Werten sind keine endlichen Zahlen und ohne Rang: Bei einem der Checkpoints laufen Gradienten über. Ihn auslassen (--checkpoints), in fp32 rechnen oder mit kleinerer Lernrate trainieren.</translation>
    </message>
    <message>
        <source>The suspicion of %1 of %2 training examples is not finite, and not ranked: the model computes no finite numbers for them at one of the checkpoints. Leave it out (--checkpoints), or train with a smaller learning rate.</source>
        <translation>Der Verdacht gegen %1 von %2 Trainingsbeispielen ist keine endliche Zahl und ohne Rang: Bei einem der Checkpoints errechnet das Modell für sie keine endlichen Zahlen. Ihn auslassen (--checkpoints) oder mit kleinerer Lernrate trainieren.</translation>
    </message>
    <message>
        <source>Another program is at the same question about session %1. Waiting for its answer.</source>
        <translation>Ein anderes Programm rechnet an derselben Frage zur Sitzung %1. Es wird auf dessen Antwort gewartet.</translation>
    </message>
    <message>
        <source>The folder %1 can&apos;t be made. Check that the library may be written and the disk isn&apos;t full.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen. Prüfen, ob die Bibliothek beschreibbar und der Datenträger nicht voll ist.</translation>
    </message>
    <message>
        <source>There is no home folder to keep the library in: HOME isn&apos;t set. Set it, or name a folder with --library.</source>
        <translation>Es gibt keinen persönlichen Ordner für die Bibliothek: HOME ist nicht gesetzt. Es setzen, oder mit --library einen Ordner nennen.</translation>
    </message>
    <message>
        <source>Can&apos;t export session %1 to %2: there is %3 of something else already. Name another folder, or empty this one.</source>
        <translation>Sitzung %1 lässt sich nicht nach %2 exportieren: Dort liegt schon %3 von etwas anderem. Einen anderen Ordner nennen oder diesen leeren.</translation>
    </message>
    <message>
        <source>%1 can&apos;t train on pictures of %2 x %3 pixels with a batch size of %4. Use %5 or more, or another model.</source>
        <translation>%1 kann auf Bildern von %2 x %3 Pixeln nicht mit einer Batchgröße von %4 trainieren. %5 oder mehr nehmen, oder ein anderes Modell.</translation>
    </message>
    <message numerus="yes">
        <source>%1 can&apos;t train on pictures of %2 x %3 pixels with %n example(s). Use %4 or more, or another model.</source>
        <translation>
            <numerusform>%1 kann auf Bildern von %2 x %3 Pixeln nicht mit %n Beispiel trainieren. %4 oder mehr nehmen, oder ein anderes Modell.</numerusform>
            <numerusform>%1 kann auf Bildern von %2 x %3 Pixeln nicht mit %n Beispielen trainieren. %4 oder mehr nehmen, oder ein anderes Modell.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no folder %1 any more, with the data that this session was trained on. Put it back, or say where it is now: proponent-cli relocate SESSION DIR.</source>
        <translation>Den Ordner %1 mit den Daten, mit denen diese Sitzung trainiert wurde, gibt es nicht mehr. Ihn zurücklegen oder sagen, wo er jetzt ist: proponent-cli relocate SITZUNG ORDNER.</translation>
    </message>
    <message>
        <source>%1 holds other data than session %2 was trained on. Name the folder to which %3 was moved, with all of its files as they were.</source>
        <translation>%1 enthält andere Daten als die, mit denen Sitzung %2 trainiert wurde. Den Ordner nennen, in den %3 verschoben wurde, mit allen Dateien, wie sie waren.</translation>
    </message>
    <message>
        <source>Classes that the first %1 training examples don&apos;t hold: %2 (%3).</source>
        <translation>Klassen, die in den ersten %1 Trainingsbeispielen nicht vorkommen: %2 (%3).</translation>
    </message>
    <message>
        <source>Which training examples the model gets wrong isn&apos;t kept. Name them by index.</source>
        <translation>Welche Trainingsbeispiele das Modell falsch beantwortet, wird nicht aufbewahrt. Ihre Indizes nennen.</translation>
    </message>
    <message>
        <source>There is no training example %1: they are numbered from 0 to %2.</source>
        <translation>Es gibt kein Trainingsbeispiel %1: Sie sind von 0 bis %2 nummeriert.</translation>
    </message>
    <message>
        <source>There is no class %1: they are numbered from 0 to %2.</source>
        <translation>Es gibt keine Klasse %1: Sie sind von 0 bis %2 nummeriert.</translation>
    </message>
    <message numerus="yes">
        <source>%1 can&apos;t be trained on %n example(s). Use more folds.</source>
        <translation>
            <numerusform>%1 kann mit %n Beispiel nicht trainiert werden. Nehmen Sie mehr Teile.</numerusform>
            <numerusform>%1 kann mit %n Beispielen nicht trainiert werden. Nehmen Sie mehr Teile.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ranks by models trained on folds. Say how many (--folds), or choose another method.</source>
        <translation>%1 ordnet nach Modellen, die auf Teilen der Beispiele trainiert wurden. Sagen Sie, auf wie vielen (--folds), oder wählen Sie ein anderes Verfahren.</translation>
    </message>
    <message>
        <source>The number of folds must be 0, for none, or from %1 to %2, not %3.</source>
        <translation>Die Zahl der Teile muss 0 (für keine) oder von %1 bis %2 sein, nicht %3.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2. Free some space, or use another library; what was finished before is kept.</source>
        <translation>%1 kann nicht geschrieben werden: %2. Platz schaffen oder eine andere Bibliothek nehmen; was vorher fertig war, bleibt.</translation>
    </message>
    <message>
        <source>No method is named. Name some to be judged.</source>
        <translation>Keine Methode ist genannt. Welche nennen, die beurteilt werden sollen.</translation>
    </message>
    <message>
        <source>What finds wrong labels has no method “%1”. Name some of %2.</source>
        <translation>Was falsche Labels findet, kennt keine Methode „%1“. Welche von %2 nennen.</translation>
    </message>
    <message>
        <source>The number of subsets must be from %1 to 1000000, not %2.</source>
        <translation>Die Zahl der Teilmengen muss von %1 bis 1000000 sein, nicht %2.</translation>
    </message>
    <message>
        <source>The number of runs must be from 1 to %1, not %2.</source>
        <translation>Die Zahl der Läufe muss von 1 bis %1 sein, nicht %2.</translation>
    </message>
    <message>
        <source>The share of a subset must be between 0 and 1, not %1.</source>
        <translation>Der Anteil einer Teilmenge muss zwischen 0 und 1 liegen, nicht %1.</translation>
    </message>
    <message>
        <source>The number of examples to remove must be 1 or more, not %1.</source>
        <translation>Die Zahl der wegzulassenden Beispiele muss mindestens 1 sein, nicht %1.</translation>
    </message>
    <message>
        <source>%1 scores of %2 are not finite, and count as 0.</source>
        <translation>%1 Werte von %2 sind nicht endlich und zählen als 0.</translation>
    </message>
    <message>
        <source>Removing %1 of %2 training examples leaves nothing to train on.</source>
        <translation>Ohne %1 von %2 Trainingsbeispielen bleibt nichts zum Trainieren.</translation>
    </message>
    <message>
        <source>There is no test example to evaluate methods on. Name some by index.</source>
        <translation>Es gibt kein Testbeispiel, an dem Methoden beurteilt werden könnten. Welche mit ihrem Index nennen.</translation>
    </message>
    <message>
        <source>No label of session %1 is known to be wrong. Train one with --label-noise 0.1, say, to see how many of them are found.</source>
        <translation>Von keinem Label der Sitzung %1 ist bekannt, dass es falsch ist. Eine etwa mit --label-noise 0.1 trainieren, um zu sehen, wie viele davon gefunden werden.</translation>
    </message>
    <message>
        <source>Can&apos;t write %1. Check that the library may be written and the disk isn&apos;t full.</source>
        <translation>%1 kann nicht geschrieben werden. Prüfen, ob die Bibliothek beschreibbar und die Platte nicht voll ist.</translation>
    </message>
    <message>
        <source>The index takes %1 on the disk.</source>
        <translation>Der Index belegt %1 auf der Platte.</translation>
    </message>
    <message>
        <source>An index needs rows of 1 value at least, not %1.</source>
        <translation>Ein Index braucht Zeilen aus mindestens 1 Wert, nicht %1.</translation>
    </message>
    <message>
        <source>%1 Build the index again (proponent-cli index).</source>
        <translation>%1 Den Index neu aufbauen (proponent-cli index).</translation>
    </message>
    <message>
        <source>Session %1 has no index. Build it first (proponent-cli index %1).</source>
        <translation>Sitzung %1 hat keinen Index. Ihn zuerst aufbauen (proponent-cli index %1).</translation>
    </message>
    <message>
        <source>The index of session %1 is of other data or labels than the session has now. Build it again (proponent-cli index %1).</source>
        <translation>Der Index von Sitzung %1 ist von anderen Daten oder Labels, als die Sitzung jetzt hat. Ihn neu aufbauen (proponent-cli index %1).</translation>
    </message>
    <message>
        <source>The index of session %1 is of other checkpoints than the session has now. Build it again (proponent-cli index %1).</source>
        <translation>Der Index von Sitzung %1 ist von anderen Checkpoints, als die Sitzung jetzt hat. Ihn neu aufbauen (proponent-cli index %1).</translation>
    </message>
</context>
<context>
    <name>Gradients</name>
    <message>
        <source>Memory ran out with one training example at a time; %1 MB are free. Close other programs, ask for fewer test examples at once, or compute elsewhere (--device).</source>
        <translation>Der Speicher reichte nicht einmal für ein Trainingsbeispiel zugleich; %1 MB sind frei. Andere Programme schließen, weniger Testbeispiele auf einmal anfordern oder anderswo rechnen (--device).</translation>
    </message>
    <message numerus="yes">
        <source>Memory ran out; going on with %n training example(s) at a time. %1 MB are free.</source>
        <translation>
            <numerusform>Der Speicher reichte nicht; weiter mit %n Trainingsbeispiel zugleich. %1 MB sind frei.</numerusform>
            <numerusform>Der Speicher reichte nicht; weiter mit %n Trainingsbeispielen zugleich. %1 MB sind frei.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Index</name>
    <message>
        <source>A question of %1 values can&apos;t be put to %2, whose rows have %3. Build the index again with the method and width of the question.</source>
        <translation>Eine Frage aus %1 Werten lässt sich nicht an %2 stellen, dessen Zeilen %3 haben. Den Index mit Verfahren und Breite der Frage neu erstellen.</translation>
    </message>
    <message>
        <source>%1 is damaged in block %2 (training examples %3 to %4): it isn&apos;t what was written, by its checksum. Build the index again, or put it back from a backup.</source>
        <translation>%1 ist in Block %2 beschädigt (Trainingsbeispiele %3 bis %4): Nach der Prüfsumme ist es nicht, was geschrieben wurde. Den Index neu erstellen oder aus einer Sicherung zurückholen.</translation>
    </message>
    <message>
        <source>The index %1 can&apos;t be read: %2. Build it again, or put it back from a backup.</source>
        <translation>Der Index %1 lässt sich nicht lesen: %2. Neu erstellen oder aus einer Sicherung zurückholen.</translation>
    </message>
    <message>
        <source>%1 is cut short: it has %L2 bytes and should have more than %L3. Build the index again, or put it back from a backup.</source>
        <translation>%1 ist abgeschnitten: Die Datei hat %L2 Bytes und sollte mehr als %L3 haben. Den Index neu erstellen oder aus einer Sicherung zurückholen.</translation>
    </message>
    <message>
        <source>The end of %1 is damaged: it isn&apos;t what was written, by its checksum. Build the index again, or put it back from a backup.</source>
        <translation>Das Ende von %1 ist beschädigt: Nach der Prüfsumme ist es nicht, was geschrieben wurde. Den Index neu erstellen oder aus einer Sicherung zurückholen.</translation>
    </message>
    <message>
        <source>%1 isn&apos;t an index of gradients, or was written on another kind of machine. Delete it, and build the index again.</source>
        <translation>%1 ist kein Index von Gradienten oder wurde auf einer anderen Art von Rechner geschrieben. Die Datei löschen und den Index neu erstellen.</translation>
    </message>
    <message>
        <source>%1 is in version %2 of its format; this program reads version %3. Build the index again with this program.</source>
        <translation>%1 liegt in Version %2 des Formats vor; dieses Programm liest Version %3. Den Index mit diesem Programm neu erstellen.</translation>
    </message>
    <message>
        <source>The header of %1 is damaged: it isn&apos;t what was written, by its checksum. Build the index again, or put it back from a backup.</source>
        <translation>Der Header von %1 ist beschädigt: Nach der Prüfsumme ist es nicht, was geschrieben wurde. Den Index neu erstellen oder aus einer Sicherung zurückholen.</translation>
    </message>
    <message>
        <source>Another program is building the index %1. Wait until it is done, or stop it.</source>
        <translation>Ein anderes Programm erstellt gerade den Index %1. Warten, bis es fertig ist, oder es anhalten.</translation>
    </message>
    <message>
        <source>There is no room for the index %1, which takes %2: %3. Free some space, or build a narrower one.</source>
        <translation>Für den Index %1 ist kein Platz, er braucht %2: %3. Platz schaffen oder einen schmaleren erstellen.</translation>
    </message>
    <message>
        <source>The index %1 can&apos;t be written: %2. Check that its folder may be written and the disk isn&apos;t full.</source>
        <translation>Der Index %1 kann nicht geschrieben werden: %2. Prüfen, ob sein Ordner beschreibbar und die Platte nicht voll ist.</translation>
    </message>
</context>
<context>
    <name>Methods</name>
    <message>
        <source>Computed one example at a time, which is slow: %1.</source>
        <translation>Einzeln für jedes Beispiel berechnet, was langsam ist: %1.</translation>
    </message>
    <message>
        <source>Labels drawn from the model&apos;s prediction for each training example; 0: none, but the curvature of its margin.</source>
        <translation>Labels, die für jedes Trainingsbeispiel aus der Vorhersage des Modells gezogen werden; 0: keine, sondern die Krümmung seines Abstands.</translation>
    </message>
    <message>
        <source>How the answer would change if the training example had counted a little less: the influence function, with the curvature of each layer in Kronecker-factored form.</source>
        <translation>Wie sich die Antwort ändern würde, hätte das Trainingsbeispiel etwas weniger gezählt: die Einflussfunktion, mit der Krümmung jeder Schicht als Kronecker-Produkt.</translation>
    </message>
    <message>
        <source>RelatIF, EK-FAC</source>
        <translation>RelatIF, EK-FAC</translation>
    </message>
    <message>
        <source>EK-FAC over the square root of the training example&apos;s own: what helps most for how much it moves the model in all, as RelatIF&apos;s paper has it.</source>
        <translation>EK-FAC, geteilt durch die Wurzel des eigenen Werts des Trainingsbeispiels: was am meisten hilft dafür, wie sehr es das Modell überhaupt bewegt, wie in der Arbeit über RelatIF.</translation>
    </message>
    <message>
        <source>TracIn, EK-FAC</source>
        <translation>TracIn, EK-FAC</translation>
    </message>
    <message>
        <source>EK-FAC at every checkpoint, summed as TracIn does: what each training example did along the way, with the curvature where it did it.</source>
        <translation>EK-FAC bei jedem Checkpoint, summiert wie bei TracIn: was jedes Trainingsbeispiel unterwegs bewirkt hat, mit der Krümmung an Ort und Stelle.</translation>
    </message>
    <message>
        <source>Gradient product</source>
        <translation>Gradientenprodukt</translation>
    </message>
    <message>
        <source>The plain product of both gradients, at the last checkpoint.</source>
        <translation>Das bloße Produkt beider Gradienten beim letzten Checkpoint.</translation>
    </message>
    <message>
        <source>How the answer would change without the training example: some checkpoints of the training together, with the whole curvature between layers, in the directions in which each layer&apos;s gradients vary most.</source>
        <translation>Wie sich die Antwort ohne das Trainingsbeispiel ändern würde: einige Checkpoints des Trainings zusammen, mit der ganzen Krümmung zwischen den Schichten, in den Richtungen, in denen die Gradienten jeder Schicht am meisten schwanken.</translation>
    </message>
    <message>
        <source>Directions of a layer&apos;s output side, at most.</source>
        <translation>Richtungen auf der Ausgangsseite einer Schicht, höchstens.</translation>
    </message>
    <message>
        <source>Directions of a layer&apos;s input side, at most.</source>
        <translation>Richtungen auf der Eingangsseite einer Schicht, höchstens.</translation>
    </message>
    <message>
        <source>%1 has no parameters; %2 can&apos;t be set.</source>
        <translation>%1 hat keine Parameter; %2 kann nicht gesetzt werden.</translation>
    </message>
    <message>
        <source>%1 has no parameter %2. It has: %3.</source>
        <translation>%1 hat keinen Parameter %2. Es hat: %3.</translation>
    </message>
    <message>
        <source>%1 of %2 must be from %3 to %4, not %5.</source>
        <translation>%1 von %2 muss von %3 bis %4 sein, nicht %5.</translation>
    </message>
    <message>
        <source>There is no method “%1”. Use one of %2.</source>
        <translation>Es gibt keine Methode „%1“. Eine von %2 nehmen.</translation>
    </message>
    <message>
        <source>What is added to each eigenvalue of the curvature before it is inverted.</source>
        <translation>Was zu jedem Eigenwert der Krümmung addiert wird, bevor sie invertiert wird.</translation>
    </message>
    <message>
        <source>TracIn over the square root of the training example&apos;s self-influence, so that outliers don&apos;t come first for every question.</source>
        <translation>TracIn, geteilt durch die Wurzel des Einflusses des Trainingsbeispiels auf sich selbst, sodass Ausreißer nicht bei jeder Frage zuerst kommen.</translation>
    </message>
    <message>
        <source>What each training example did to the loss, step by step: gradient products summed over checkpoints, weighted by their learning rate.</source>
        <translation>Was jedes Trainingsbeispiel Schritt für Schritt mit dem Verlust gemacht hat: Produkte der Gradienten, über die Checkpoints summiert und mit deren Lernrate gewichtet.</translation>
    </message>
    <message>
        <source>TracIn, cosine</source>
        <translation>TracIn, Kosinus</translation>
    </message>
    <message>
        <source>How alike the gradients point, whatever their lengths, so that an example with a large gradient isn&apos;t near everything.</source>
        <translation>Wie ähnlich die Gradienten gerichtet sind, gleich wie lang, sodass ein Beispiel mit großem Gradienten nicht allem nahe ist.</translation>
    </message>
    <message>
        <source>How models trained on random halves would answer without the training example, their mean: trains them first, and keeps them with the session.</source>
        <translation>Wie Modelle, die auf zufälligen Hälften trainiert sind, ohne das Trainingsbeispiel antworten würden, im Mittel: trainiert sie zuerst und behält sie bei der Sitzung.</translation>
    </message>
    <message>
        <source>Models, each trained on another random half.</source>
        <translation>Modelle, jedes auf einer anderen zufälligen Hälfte trainiert.</translation>
    </message>
    <message>
        <source>Training examples of each checkpoint that the curvature is measured on; 0: all.</source>
        <translation>Trainingsbeispiele, an denen bei jedem Checkpoint die Krümmung gemessen wird; 0: alle.</translation>
    </message>
    <message>
        <source>Of all layers&apos; directions together, those in which the curvature is largest, as an index has them; 0: all.</source>
        <translation>Von den Richtungen aller Schichten zusammen die, in denen die Krümmung am größten ist, wie ein Index sie hat; 0: alle.</translation>
    </message>
</context>
<context>
    <name>Model</name>
    <message>
        <source>There is no built-in model “%1”. Use one of %2.</source>
        <translation>Es gibt kein eingebautes Modell „%1“. Eines von diesen verwenden: %2.</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>%1 has shape %2 where the model has %3</source>
        <translation>%1 hat die Form %2, im Modell aber %3</translation>
    </message>
    <message>
        <source>%1 is not in the model</source>
        <translation>%1 kommt im Modell nicht vor</translation>
    </message>
    <message>
        <source>The parameters don&apos;t fit the model: %1.</source>
        <translation>Die Parameter passen nicht zum Modell: %1.</translation>
    </message>
    <message>
        <source>A tensor of type %1 can&apos;t be written as safetensors.</source>
        <translation>Ein Tensor vom Typ %1 lässt sich nicht als safetensors schreiben.</translation>
    </message>
    <message>
        <source>%1 is not a whole safetensors file: it is damaged or was cut off.</source>
        <translation>%1 ist keine vollständige safetensors-Datei: Sie ist beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>Can&apos;t read %1: %2. Put it back from a backup, or train the session again.</source>
        <translation>%1 lässt sich nicht lesen: %2. Aus einer Sicherung zurückholen oder die Sitzung neu trainieren.</translation>
    </message>
    <message>
        <source>Can&apos;t read all of %1: %2. Put it back from a backup, or train the session again.</source>
        <translation>%1 lässt sich nicht ganz lesen: %2. Aus einer Sicherung zurückholen oder die Sitzung neu trainieren.</translation>
    </message>
    <message>
        <source>%1 is damaged: it isn&apos;t what was saved, by its checksum. Put it back from a backup, leave its epoch out, or train the session again.</source>
        <translation>%1 ist beschädigt: Nach der Prüfsumme ist es nicht, was gespeichert wurde. Aus einer Sicherung zurückholen, die Epoche auslassen oder die Sitzung neu trainieren.</translation>
    </message>
    <message>
        <source>Can&apos;t write %1: %2. Free some space or choose another folder.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Platz schaffen oder einen anderen Ordner wählen.</translation>
    </message>
</context>
<context>
    <name>Scores</name>
    <message>
        <source>Can&apos;t write %1: %2. Choose another file or free some space.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Eine andere Datei wählen oder Platz schaffen.</translation>
    </message>
    <message>
        <source>Can&apos;t read %1: %2.</source>
        <translation>%1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>Can&apos;t read scores from %1: it is missing or incomplete.</source>
        <translation>Aus %1 lassen sich keine Werte lesen: Die Datei fehlt oder ist unvollständig.</translation>
    </message>
    <message>
        <source>Can&apos;t export to %1: the name has to end in .npy or .csv.</source>
        <translation>Export nach %1 nicht möglich: Der Name muss auf .npy oder .csv enden.</translation>
    </message>
    <message>
        <source>Can&apos;t export to %1: there is no folder %2. Make it first.</source>
        <translation>Export nach %1 nicht möglich: Es gibt keinen Ordner %2. Erst den Ordner anlegen.</translation>
    </message>
    <message>
        <source>Can&apos;t export to %1: %2. Name another file.</source>
        <translation>Nach %1 lässt sich nicht exportieren: %2. Eine andere Datei nennen.</translation>
    </message>
    <message>
        <source>Can&apos;t write %1 (%2 MB). Free some space, or ask for fewer test examples.</source>
        <translation>%1 lässt sich nicht schreiben (%2 MB). Platz schaffen oder weniger Testbeispiele anfordern.</translation>
    </message>
    <message>
        <source>Can&apos;t write %1: %2. Free some space, then ask again.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Platz schaffen, dann noch einmal fragen.</translation>
    </message>
</context>
<context>
    <name>Store</name>
    <message>
        <source>There is no analysis %1 in the library %2. Open its session again to see those that there are.</source>
        <translation>Es gibt keine Analyse %1 in der Bibliothek %2. Die zugehörige Sitzung erneut öffnen, um die vorhandenen zu sehen.</translation>
    </message>
    <message>
        <source>Qt&apos;s SQLite driver is missing, so %1 can&apos;t be opened. Run “apt install libqt6sql6-sqlite”.</source>
        <translation>Der SQLite-Treiber von Qt fehlt, daher lässt sich %1 nicht öffnen. „apt install libqt6sql6-sqlite“ ausführen.</translation>
    </message>
    <message>
        <source>The library %1 is in use by another program that does not let go of it. Close that program, then try again.</source>
        <translation>Die Bibliothek %1 wird von einem anderen Programm verwendet, das sie nicht freigibt. Das Programm schließen und erneut versuchen.</translation>
    </message>
    <message>
        <source>The library %1 can&apos;t be written. Give yourself permission to write the file and its folder, or use another library.</source>
        <translation>Die Bibliothek %1 lässt sich nicht schreiben. Schreibrechte für die Datei und ihren Ordner einräumen oder eine andere Bibliothek verwenden.</translation>
    </message>
    <message>
        <source>The disk of the library %1 is full. Free some space, then try again.</source>
        <translation>Der Datenträger der Bibliothek %1 ist voll. Platz schaffen und erneut versuchen.</translation>
    </message>
    <message>
        <source>The library %1 can&apos;t be opened. Check that its folder is there and may be written.</source>
        <translation>Die Bibliothek %1 lässt sich nicht öffnen. Prüfen, ob ihr Ordner vorhanden und beschreibbar ist.</translation>
    </message>
    <message>
        <source>The library %1 can&apos;t be read or written (%2). Check the disk, and that it isn&apos;t full.</source>
        <translation>Die Bibliothek %1 lässt sich nicht lesen oder schreiben (%2). Den Datenträger prüfen, auch ob er voll ist.</translation>
    </message>
    <message>
        <source>The library %1 answers with an error: %2. If it comes again, please report it.</source>
        <translation>Die Bibliothek %1 meldet einen Fehler: %2. Falls er wieder auftritt, bitte melden.</translation>
    </message>
    <message>
        <source>%1 is a file, not a folder. Name a folder for the library.</source>
        <translation>%1 ist eine Datei, kein Ordner. Einen Ordner für die Bibliothek angeben.</translation>
    </message>
    <message>
        <source>The library folder %1 can&apos;t be written. Give yourself permission to write it, or name another folder.</source>
        <translation>Der Bibliotheksordner %1 lässt sich nicht schreiben. Schreibrechte einräumen oder einen anderen Ordner angeben.</translation>
    </message>
    <message>
        <source>The folder %1 can&apos;t be made. Check that the library may be written and the disk isn&apos;t full.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen. Prüfen, ob die Bibliothek beschreibbar und der Datenträger nicht voll ist.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be saved as %2: %3. Check that the library may be written and the disk isn&apos;t full.</source>
        <translation>%1 lässt sich nicht als %2 speichern: %3. Prüfen, ob die Bibliothek beschreibbar und der Datenträger nicht voll ist.</translation>
    </message>
    <message>
        <source>%1, a part of this program, can&apos;t be read: %2. Install the program again.</source>
        <translation>%1, ein Teil dieses Programms, lässt sich nicht lesen: %2. Das Programm neu installieren.</translation>
    </message>
    <message>
        <source>The backup %1 can&apos;t be written. Check that the folder may be written and the disk isn&apos;t full; the library was not changed.</source>
        <translation>Die Sicherung %1 lässt sich nicht schreiben. Prüfen, ob der Ordner beschreibbar und der Datenträger nicht voll ist; die Bibliothek wurde nicht geändert.</translation>
    </message>
    <message>
        <source>The library %1 was written by a newer version of Proponent (schema %2, this version knows up to %3). It was not changed: update Proponent, or use another library.</source>
        <translation>Die Bibliothek %1 wurde von einer neueren Version von Proponent geschrieben (Schema %2, diese Version kennt bis zu %3). Sie wurde nicht geändert: Proponent aktualisieren oder eine andere Bibliothek verwenden.</translation>
    </message>
    <message>
        <source>%1 is a database of another program, not a library. It was not changed: use another folder for the library.</source>
        <translation>%1 ist die Datenbank eines anderen Programms, keine Bibliothek. Sie wurde nicht geändert: einen anderen Ordner für die Bibliothek verwenden.</translation>
    </message>
    <message>
        <source>There is no session %1 in the library %2. Look at the list of sessions for those that there are.</source>
        <translation>Es gibt keine Sitzung %1 in der Bibliothek %2. Die vorhandenen stehen in der Liste der Sitzungen.</translation>
    </message>
    <message>
        <source>Another program has been opening the library %1 for 30 seconds. Close it, then try again.</source>
        <translation>Ein anderes Programm öffnet seit 30 Sekunden die Bibliothek %1. Das Programm schließen und erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 is locked by another program. Close it, or use another library.</source>
        <translation>%1 ist von einem anderen Programm gesperrt. Das Programm schließen oder eine andere Bibliothek verwenden.</translation>
    </message>
    <message>
        <source>Session %1 is being trained. Stop it, then delete it.</source>
        <translation>Sitzung %1 wird gerade trainiert. Erst anhalten, dann löschen.</translation>
    </message>
    <message>
        <source>A thumbnail can&apos;t be stored as PNG. Check that Qt&apos;s image formats are installed.</source>
        <translation>Ein Vorschaubild lässt sich nicht als PNG speichern. Prüfen, ob die Bildformate von Qt installiert sind.</translation>
    </message>
    <message>
        <source>Session %1 is being analysed. Stop that or wait for it, then delete the session.</source>
        <translation>Sitzung %1 wird gerade analysiert. Das anhalten oder abwarten, dann die Sitzung löschen.</translation>
    </message>
    <message>
        <source>The file system of the library %1 has no locks that work (%2), so that two programs would damage it. Keep the library on a disk of this machine, or mount the share with locks.</source>
        <translation>Das Dateisystem der Bibliothek %1 hat keine Sperren, die wirken (%2), sodass zwei Programme sie beschädigen würden. Die Bibliothek auf einem Datenträger dieses Rechners halten oder die Freigabe mit Sperren einhängen.</translation>
    </message>
    <message>
        <source>The library %1 is damaged (%2). Nothing was changed: put a backup in its place, or use another folder for a new library.</source>
        <translation>Die Bibliothek %1 ist beschädigt (%2). Nichts wurde geändert: eine Sicherung an ihre Stelle setzen oder für eine neue Bibliothek einen anderen Ordner nehmen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be made: %2. Check that the folder may be written and the disk isn&apos;t full.</source>
        <translation>%1 lässt sich nicht anlegen: %2. Prüfen, ob der Ordner beschreibbar und der Datenträger nicht voll ist.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be locked: %2. Keep the library on a disk of this machine, or mount the share with locks: without them two programs would damage it.</source>
        <translation>%1 lässt sich nicht sperren: %2. Die Bibliothek auf einem Datenträger dieses Rechners halten oder die Freigabe mit Sperren einhängen: ohne sie würden zwei Programme sie beschädigen.</translation>
    </message>
    <message numerus="yes">
        <source>The library %1 is empty, but files of %n session(s) lie beside it. Nothing was changed: %2, or move the folders checkpoints and analyses away to begin a new library.</source>
        <translation>
            <numerusform>Die Bibliothek %1 ist leer, aber Dateien von %n Sitzung liegen daneben. Nichts wurde geändert: %2 oder die Ordner checkpoints und analyses verschieben, um eine neue Bibliothek anzulegen.</numerusform>
            <numerusform>Die Bibliothek %1 ist leer, aber Dateien von %n Sitzungen liegen daneben. Nichts wurde geändert: %2 oder die Ordner checkpoints und analyses verschieben, um eine neue Bibliothek anzulegen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The library %1 is missing, but files of %n session(s) lie beside it. Nothing was changed: %2, or move the folders checkpoints and analyses away to begin a new library.</source>
        <translation>
            <numerusform>Die Bibliothek %1 fehlt, aber Dateien von %n Sitzung liegen daneben. Nichts wurde geändert: %2 oder die Ordner checkpoints und analyses verschieben, um eine neue Bibliothek anzulegen.</numerusform>
            <numerusform>Die Bibliothek %1 fehlt, aber Dateien von %n Sitzungen liegen daneben. Nichts wurde geändert: %2 oder die Ordner checkpoints und analyses verschieben, um eine neue Bibliothek anzulegen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The library can be read, but nothing new be kept in it. %1</source>
        <translation>Die Bibliothek lässt sich lesen, aber nichts Neues darin aufheben. %1</translation>
    </message>
    <message>
        <source>The library %1 is, or was once, on a file system without shared memory: while one program writes to it, others wait.</source>
        <translation>Die Bibliothek %1 liegt oder lag einmal auf einem Dateisystem ohne gemeinsamen Speicher: während ein Programm in sie schreibt, warten andere.</translation>
    </message>
    <message>
        <source>The folder %1 can&apos;t be made, so that the library can&apos;t be written. Check that you may write there and the disk isn&apos;t full, or name another folder.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen, sodass die Bibliothek nicht beschreibbar ist. Prüfen, ob dort geschrieben werden darf und der Datenträger nicht voll ist, oder einen anderen Ordner nennen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2. Free some space, or use another library.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Platz schaffen oder eine andere Bibliothek nehmen.</translation>
    </message>
    <message>
        <source>put a backup in its place</source>
        <translation>eine Sicherung an ihre Stelle setzen</translation>
    </message>
    <message>
        <source>copy its backup %1 there and give it this name</source>
        <translation>ihre Sicherung %1 dorthin kopieren und so nennen</translation>
    </message>
    <message>
        <source>The library %1 is damaged (%2). Nothing was changed: %3, or use another folder for a new library.</source>
        <translation>Die Bibliothek %1 ist beschädigt (%2). Nichts wurde geändert: %3 oder für eine neue Bibliothek einen anderen Ordner nehmen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be renamed to %2: %3. Check that the folder may be written.</source>
        <translation>%1 lässt sich nicht in %2 umbenennen: %3. Prüfen, ob in den Ordner geschrieben werden darf.</translation>
    </message>
    <message>
        <source>Another program is opening the library %1. Close it, then try again.</source>
        <translation>Ein anderes Programm öffnet gerade die Bibliothek %1. Es schließen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be copied: %2. Check that the disk isn&apos;t full.</source>
        <translation>%1 lässt sich nicht kopieren: %2. Prüfen, ob der Datenträger voll ist.</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>The state of the optimiser lacks %1 of %2.</source>
        <translation>Im Zustand des Optimierers fehlt %1 von %2.</translation>
    </message>
    <message numerus="yes">
        <source>The memory of %1 is too small for %n example(s) at a time. Batches are now computed in %2 parts each.</source>
        <translation>
            <numerusform>Der Speicher von %1 ist zu klein für %n Beispiel zugleich. Batches werden jetzt in je %2 Teilen berechnet.</numerusform>
            <numerusform>Der Speicher von %1 ist zu klein für %n Beispiele zugleich. Batches werden jetzt in je %2 Teilen berechnet.</numerusform>
        </translation>
    </message>
    <message>
        <source>The training state lacks %1.</source>
        <translation>Im Trainingszustand fehlt %1.</translation>
    </message>
    <message>
        <source>the loss</source>
        <translation>der Verlust</translation>
    </message>
    <message>
        <source>a weight</source>
        <translation>ein Gewicht</translation>
    </message>
    <message numerus="yes">
        <source>the loss of %n test example(s)</source>
        <translation>
            <numerusform>der Verlust von %n Testbeispiel</numerusform>
            <numerusform>der Verlust von %n Testbeispielen</numerusform>
        </translation>
    </message>
    <message>
        <source>Training diverged: in epoch %1 %2 is no longer finite (learning rate %3). Train again with a smaller learning rate; earlier checkpoints are kept.</source>
        <translation>Das Training ist divergiert: In Epoche %1 ist %2 nicht mehr endlich (Lernrate %3). Mit kleinerer Lernrate neu trainieren; frühere Checkpoints bleiben erhalten.</translation>
    </message>
    <message>
        <source>Training on a part of the examples diverged: in epoch %1 the loss or a weight of a model is no longer finite (learning rate %2). Choose a session that was trained with a smaller learning rate.</source>
        <translation>Das Training auf einem Teil der Beispiele ist auseinandergelaufen: In Epoche %1 ist der Verlust oder ein Gewicht eines Modells nicht mehr endlich (Lernrate %2). Eine Sitzung wählen, die mit kleinerer Lernrate trainiert wurde.</translation>
    </message>
    <message>
        <source>Memory ran out with %1 models at a time; going on with %2.</source>
        <translation>Der Speicher reichte nicht für %1 Modelle zugleich; weiter mit %2.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Train a model, then see which training examples made it decide as it does.</source>
        <translation>Ein Modell trainieren und dann sehen, welche Trainingsbeispiele seine Entscheidungen bewirkt haben.</translation>
    </message>
    <message>
        <source>Folder in which sessions are kept (default: %1).</source>
        <translation>Ordner, in dem Sitzungen abgelegt werden (Vorgabe: %1).</translation>
    </message>
    <message>
        <source>Write a picture of each page, light and dark, and end.</source>
        <translation>Ein Bild jeder Seite schreiben, hell und dunkel, und beenden.</translation>
    </message>
    <message>
        <source>--size must be like 1280x720, not %1.</source>
        <translation>--size muss wie 1280x720 aussehen, nicht %1.</translation>
    </message>
    <message>
        <source>Of the pictures: 1280x720, say.</source>
        <translation>Der Bilder, etwa 1280x720.</translation>
    </message>
    <message>
        <source>Folder in which sessions are kept (no default: HOME isn&apos;t set).</source>
        <translation>Ordner, in dem Sitzungen liegen (ohne Vorgabe: HOME ist nicht gesetzt).</translation>
    </message>
</context>
<context>
    <name>proponent::ComputeWorker</name>
    <message>
        <source>This machine computes matrix products with the reference BLAS, some 60 times slower than it could: install libopenblas0-pthread.</source>
        <translation>Dieser Rechner berechnet Matrixprodukte mit der Referenz-BLAS, etwa 60-mal langsamer als möglich: libopenblas0-pthread installieren.</translation>
    </message>
</context>
<context>
    <name>proponent::DatasetInfo</name>
    <message>
        <source>%1 left out, %2: %3</source>
        <translation>%1 ausgelassen, %2: %3</translation>
    </message>
</context>
<context>
    <name>proponent::TrainingConfig</name>
    <message>
        <source>The stored configuration has a wrong value for “%1”.</source>
        <translation>Die gespeicherte Konfiguration hat einen falschen Wert für „%1“.</translation>
    </message>
    <message>
        <source>must be fashion-mnist or a folder</source>
        <translation>muss fashion-mnist oder ein Ordner sein</translation>
    </message>
    <message>
        <source>must be a share from 0 up to, but not including, 1</source>
        <translation>muss ein Anteil von 0 bis unter 1 sein</translation>
    </message>
    <message>
        <source>must be one of %1</source>
        <translation>muss eines von diesen sein: %1</translation>
    </message>
    <message>
        <source>must be from 1 to 100000</source>
        <translation>muss zwischen 1 und 100000 liegen</translation>
    </message>
    <message>
        <source>must be from 1 to 1000000</source>
        <translation>muss zwischen 1 und 1000000 liegen</translation>
    </message>
    <message>
        <source>must be from 0 to below 1</source>
        <translation>muss von 0 bis unter 1 liegen</translation>
    </message>
    <message>
        <source>must be from 0 to %1</source>
        <translation>muss zwischen 0 und %1 liegen</translation>
    </message>
    <message>
        <source>must be 1 or more epochs</source>
        <translation>muss 1 oder mehr Epochen sein</translation>
    </message>
    <message>
        <source>must be from 0 (all cores) to 4096</source>
        <translation>muss zwischen 0 (alle Kerne) und 4096 liegen</translation>
    </message>
    <message>
        <source>must be from 0 (for all) to %1</source>
        <translation>muss zwischen 0 (für alle) und %1 liegen</translation>
    </message>
    <message>
        <source>must be above 0: from %1 to %2</source>
        <translation>muss über 0 liegen: von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>proponent::WholeFile</name>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>it is a device or a pipe, not a file</source>
        <translation>es ist ein Gerät oder eine Pipe, keine Datei</translation>
    </message>
    <message>
        <source>the disk may be full</source>
        <translation>vielleicht ist der Datenträger voll</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ActionCollection</name>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Influence</source>
        <translation>Einfluss</translation>
    </message>
    <message>
        <source>Label audit</source>
        <translation>Label-Prüfung</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source> or </source>
        <extracomment>Between two shortcuts of one action: &quot;Ctrl+Z or U&quot;</extracomment>
        <translation> oder </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Undo %1</source>
        <extracomment>%1: what is undone, &quot;rename to “baseline”&quot;</extracomment>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>R&amp;edo %1</source>
        <translation>Wieder&amp;holen: %1</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>&amp;Neue Sitzung</translation>
    </message>
    <message>
        <source>Set up a new training</source>
        <translation>Ein neues Training einrichten</translation>
    </message>
    <message>
        <source>&amp;Open data folder…</source>
        <translation>Daten&amp;ordner öffnen …</translation>
    </message>
    <message>
        <source>Choose the folder of a data set</source>
        <translation>Den Ordner eines Datensatzes wählen</translation>
    </message>
    <message>
        <source>&amp;Find session</source>
        <translation>Sitzung &amp;finden</translation>
    </message>
    <message>
        <source>Search the list of sessions</source>
        <translation>Die Liste der Sitzungen durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Give the selected session another name</source>
        <translation>Der gewählten Sitzung einen anderen Namen geben</translation>
    </message>
    <message>
        <source>N&amp;ote…</source>
        <translation>N&amp;otiz …</translation>
    </message>
    <message>
        <source>Write down what this session is about</source>
        <translation>Aufschreiben, worum es in dieser Sitzung geht</translation>
    </message>
    <message>
        <source>&amp;Tags…</source>
        <translation>&amp;Schlagwörter …</translation>
    </message>
    <message>
        <source>Mark the selected session with words to find it by</source>
        <translation>Die gewählte Sitzung mit Wörtern versehen, unter denen sie zu finden ist</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy a line about each selected session</source>
        <translation>Zu jeder gewählten Sitzung eine Zeile kopieren</translation>
    </message>
    <message>
        <source>D&amp;uplicate configuration</source>
        <translation>Konfiguration &amp;duplizieren</translation>
    </message>
    <message>
        <source>Set up a new training with the selected session&apos;s settings</source>
        <translation>Ein neues Training mit den Einstellungen der gewählten Sitzung einrichten</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Compare the two selected sessions, or the selected one with the one that is shown</source>
        <translation>Die beiden gewählten Sitzungen vergleichen, oder die gewählte mit der gezeigten</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>Write the selected session, its checkpoints and a PyTorch model to a folder</source>
        <translation>Die gewählte Sitzung, ihre Checkpoints und ein PyTorch-Modell in einen Ordner schreiben</translation>
    </message>
    <message>
        <source>&amp;Write report…</source>
        <translation>&amp;Bericht schreiben …</translation>
    </message>
    <message>
        <source>Write what this session found as one page to hand on</source>
        <translation>Was diese Sitzung ergab, als eine Seite zum Weitergeben schreiben</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Delete the selected sessions with their checkpoints and analyses</source>
        <translation>Die gewählten Sitzungen mit ihren Checkpoints und Analysen löschen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Take back the last change</source>
        <translation>Die letzte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>R&amp;edo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Make the change again that was taken back</source>
        <translation>Die zurückgenommene Änderung noch einmal machen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close the window; a running training can be resumed later</source>
        <translation>Das Fenster schließen; ein laufendes Training lässt sich später fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>Training &amp;starten</translation>
    </message>
    <message>
        <source>Train with the settings of the Train page</source>
        <translation>Mit den Einstellungen der Seite Training trainieren</translation>
    </message>
    <message>
        <source>S&amp;top training</source>
        <translation>Training &amp;anhalten</translation>
    </message>
    <message>
        <source>Stop after this batch; the session can be resumed</source>
        <translation>Nach diesem Batch anhalten; die Sitzung lässt sich fortsetzen</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with an interrupted session from its last checkpoint</source>
        <translation>Eine unterbrochene Sitzung ab ihrem letzten Checkpoint fortsetzen</translation>
    </message>
    <message>
        <source>Retrain with these &amp;changes</source>
        <translation>Mit diesen &amp;Änderungen neu trainieren</translation>
    </message>
    <message>
        <source>Train a new session with the labels as you changed them</source>
        <translation>Eine neue Sitzung mit den geänderten Labels trainieren</translation>
    </message>
    <message>
        <source>&amp;Trace selected examples</source>
        <translation>Gewählte Beispiele &amp;verfolgen</translation>
    </message>
    <message>
        <source>Find the training examples behind the selected test examples</source>
        <translation>Die Trainingsbeispiele hinter den gewählten Testbeispielen finden</translation>
    </message>
    <message>
        <source>Trace all &amp;mistakes</source>
        <translation>Alle &amp;Fehler verfolgen</translation>
    </message>
    <message>
        <source>Trace every misclassified test example in one go</source>
        <translation>Jedes falsch klassifizierte Testbeispiel in einem Zug verfolgen</translation>
    </message>
    <message>
        <source>&amp;Check these scores</source>
        <translation>Diese Werte &amp;prüfen</translation>
    </message>
    <message>
        <source>Compute some of the shown analysis&apos;s scores again, one example at a time in double precision</source>
        <translation>Einige Werte der gezeigten Analyse noch einmal berechnen, jedes Beispiel einzeln in doppelter Genauigkeit</translation>
    </message>
    <message>
        <source>&amp;Next mistake</source>
        <translation>&amp;Nächster Fehler</translation>
    </message>
    <message>
        <source>Go to the next test example of the list</source>
        <translation>Zum nächsten Testbeispiel der Liste gehen</translation>
    </message>
    <message>
        <source>&amp;Previous mistake</source>
        <translation>&amp;Voriger Fehler</translation>
    </message>
    <message>
        <source>Go to the previous test example of the list</source>
        <translation>Zum vorigen Testbeispiel der Liste gehen</translation>
    </message>
    <message>
        <source>&amp;Find wrong labels</source>
        <translation>&amp;Falsche Labels suchen</translation>
    </message>
    <message>
        <source>Rank the training examples by suspicion that their label is wrong</source>
        <translation>Die Trainingsbeispiele nach dem Verdacht ordnen, dass ihr Label falsch ist</translation>
    </message>
    <message>
        <source>&amp;Keep label</source>
        <translation>Label &amp;behalten</translation>
    </message>
    <message>
        <source>The selected examples&apos; labels are right</source>
        <translation>Die Labels der gewählten Beispiele stimmen</translation>
    </message>
    <message>
        <source>&amp;Relabel…</source>
        <translation>Label ä&amp;ndern …</translation>
    </message>
    <message>
        <source>Give the selected examples another label</source>
        <translation>Den gewählten Beispielen ein anderes Label geben</translation>
    </message>
    <message>
        <source>E&amp;xclude</source>
        <translation>&amp;Ausschließen</translation>
    </message>
    <message>
        <source>Leave the selected examples out when training again</source>
        <translation>Die gewählten Beispiele beim nächsten Training weglassen</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Look at the examples of a data set</source>
        <translation>Die Beispiele eines Datensatzes ansehen</translation>
    </message>
    <message>
        <source>Train a model and watch it learn</source>
        <translation>Ein Modell trainieren und ihm beim Lernen zusehen</translation>
    </message>
    <message>
        <source>See which training examples influenced a decision</source>
        <translation>Sehen, welche Trainingsbeispiele eine Entscheidung beeinflusst haben</translation>
    </message>
    <message>
        <source>Find training examples whose label is wrong</source>
        <translation>Trainingsbeispiele mit falschem Label finden</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>See how two sessions differ</source>
        <translation>Sehen, worin sich zwei Sitzungen unterscheiden</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Light or dark as the desktop is</source>
        <translation>Hell oder dunkel, wie der Desktop ist</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>Always light</source>
        <translation>Immer hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Always dark</source>
        <translation>Immer dunkel</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Put docks back where they were at first</source>
        <translation>Die Seitenleisten dorthin setzen, wo sie zuerst waren</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>Library folder, language, theme, threads and sizes</source>
        <translation>Bibliotheksordner, Sprache, Thema, Threads und Größen</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>&amp;Tastenkürzel …</translation>
    </message>
    <message>
        <source>See and change the keys of every action</source>
        <translation>Die Tasten jeder Aktion sehen und ändern</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>How to use Proponent, step by step</source>
        <translation>Wie man Proponent benutzt, Schritt für Schritt</translation>
    </message>
    <message>
        <source>&amp;About Proponent</source>
        <translation>Ü&amp;ber Proponent</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>Trace them as &amp;one question</source>
        <translation>Als &amp;eine Frage verfolgen</translation>
    </message>
    <message>
        <source>Find the training examples behind the mean over the selected test examples</source>
        <translation>Die Trainingsbeispiele hinter dem Mittel über die ausgewählten Testbeispiele finden</translation>
    </message>
    <message>
        <source>&amp;How well do methods predict…</source>
        <translation>&amp;Wie gut sagen Methoden voraus…</translation>
    </message>
    <message>
        <source>See or find out how well each method&apos;s scores predict what retraining does on this session</source>
        <translation>Ansehen oder herausfinden, wie gut die Werte jeder Methode voraussagen, was neues Trainieren in dieser Sitzung bewirkt</translation>
    </message>
    <message>
        <source>&amp;What made the model believe this</source>
        <translation>&amp;Warum glaubt das Modell das</translation>
    </message>
    <message>
        <source>Ask about the selected training example as if it were a test: which examples pushed it toward its label, and which away</source>
        <translation>Nach dem ausgewählten Trainingsbeispiel fragen, als wäre es ein Testbeispiel: welche Beispiele es zu seinem Label hin bewegt haben und welche davon weg</translation>
    </message>
    <message>
        <source>Build an &amp;index</source>
        <translation>&amp;Index anlegen</translation>
    </message>
    <message>
        <source>Keep what this session&apos;s training examples did in a form that answers questions at once</source>
        <translation>Was die Trainingsbeispiele dieser Sitzung bewirkt haben, so aufheben, dass Fragen sofort beantwortet werden</translation>
    </message>
</context>
<context>
    <name>proponent::ui::AskedTraining</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Go back to the test example that was shown before</source>
        <translation>Zurück zum Testbeispiel, das vorher gezeigt wurde</translation>
    </message>
    <message>
        <source>asked about as if it were a test example</source>
        <translation>gefragt, als wäre es ein Testbeispiel</translation>
    </message>
    <message>
        <source>Its influence on itself takes part, and often comes first.</source>
        <translation>Sein Einfluss auf sich selbst zählt mit und steht oft vorn.</translation>
    </message>
    <message>
        <source>Training example %1</source>
        <translation>Trainingsbeispiel %1</translation>
    </message>
    <message>
        <source>Training example %1: %2</source>
        <translation>Trainingsbeispiel %1: %2</translation>
    </message>
</context>
<context>
    <name>proponent::ui::AuditBar</name>
    <message>
        <source>With self-influence</source>
        <translation>Mit Selbsteinfluss</translation>
    </message>
    <message>
        <source>Find suspicious labels</source>
        <translation>Verdächtige Labels suchen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Compute self-influence too, to sort by it and to compare it with the other methods</source>
        <translation>Auch den Selbsteinfluss berechnen, um danach zu sortieren und ihn mit den anderen Verfahren zu vergleichen</translation>
    </message>
    <message>
        <source>Rank the training examples by suspicion that their label is wrong</source>
        <translation>Die Trainingsbeispiele nach dem Verdacht ordnen, dass ihr Label falsch ist</translation>
    </message>
    <message>
        <source>Look for wrong labels by</source>
        <translation>Falsche Labels suchen nach</translation>
    </message>
    <message numerus="yes">
        <source>With %Ln fold(s)</source>
        <translation>
            <numerusform>Mit %Ln Teil</numerusform>
            <numerusform>Mit %Ln Teilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Train models on parts of the examples and ask each about those that it hasn&apos;t seen: which label is likely, and how many are wrong. Takes as long as that many trainings</source>
        <translation>Modelle auf Teilen der Beispiele trainieren und jedes nach denen fragen, die es nicht gesehen hat: welches Label wahrscheinlich ist und wie viele falsch sind. Dauert so lange wie ebenso viele Trainings</translation>
    </message>
</context>
<context>
    <name>proponent::ui::AuditPage</name>
    <message>
        <source>Which labels are wrong?</source>
        <translation>Welche Labels sind falsch?</translation>
    </message>
    <message>
        <source>Open a session from the list, or train a model. The training examples whose label it doubts most appear here.</source>
        <translation>Eine Sitzung aus der Liste öffnen oder ein Modell trainieren. Hier erscheinen die Trainingsbeispiele, an deren Label es am meisten zweifelt.</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Modell trainieren</translation>
    </message>
    <message>
        <source>Clear judgement</source>
        <translation>Urteil löschen</translation>
    </message>
    <message>
        <source>The selected examples count as not judged</source>
        <translation>Die ausgewählten Beispiele gelten als nicht beurteilt</translation>
    </message>
    <message>
        <source>The audit was stopped.</source>
        <translation>Die Prüfung wurde angehalten.</translation>
    </message>
    <message>
        <source>What you said of the labels is not saved yet: %1</source>
        <translation>Die Urteile über die Labels sind noch nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Erneut speichern</translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) already have the new label and are left as they are. Keep them, or choose another label.</source>
        <translation>
            <numerusform>%Ln Beispiel hat schon das neue Label und bleibt, wie es ist. Behalten oder ein anderes Label wählen.</numerusform>
            <numerusform>%Ln Beispiele haben schon das neue Label und bleiben, wie sie sind. Behalten oder ein anderes Label wählen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Relabel or exclude examples, then train again without the wrong labels.</source>
        <translation>Label von Beispielen ändern oder Beispiele ausschließen, dann ohne die falschen Labels neu trainieren.</translation>
    </message>
    <message>
        <source>Retraining is possible when the training that runs is done.</source>
        <translation>Neu trainieren ist möglich, sobald das laufende Training fertig ist.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::AuditWaiting</name>
    <message>
        <source>Reading the stored audit…</source>
        <translation>Gespeicherte Prüfung wird gelesen…</translation>
    </message>
    <message>
        <source>Looking for suspicious labels…</source>
        <translation>Verdächtige Labels werden gesucht…</translation>
    </message>
    <message>
        <source>It begins when the training is done.</source>
        <translation>Beginnt, sobald das Training fertig ist.</translation>
    </message>
    <message>
        <source>You can go on; the suspects appear here when they are found.</source>
        <translation>Sie können weiterarbeiten; die Verdachtsfälle erscheinen hier, sobald sie gefunden sind.</translation>
    </message>
    <message>
        <source>Nothing to audit yet</source>
        <translation>Noch nichts zu prüfen</translation>
    </message>
    <message>
        <source>Labels can be audited after the first checkpoint.</source>
        <translation>Labels lassen sich nach dem ersten Checkpoint prüfen.</translation>
    </message>
    <message>
        <source>An audit asks the model, at each checkpoint, how far it believes the label of every training example. The most doubtful come first, for you to keep, relabel or exclude.</source>
        <translation>Eine Prüfung fragt das Modell bei jedem Checkpoint, wie sehr es dem Label jedes Trainingsbeispiels glaubt. Die zweifelhaftesten kommen zuerst: behalten, Label ändern oder ausschließen.</translation>
    </message>
    <message>
        <source>Expect it to take up to %1.</source>
        <translation>Dauert voraussichtlich bis zu %1.</translation>
    </message>
    <message>
        <source>Which labels are wrong?</source>
        <translation>Welche Labels sind falsch?</translation>
    </message>
    <message>
        <source>Find suspicious labels</source>
        <translation>Verdächtige Labels suchen</translation>
    </message>
</context>
<context>
    <name>proponent::ui::AuditWords</name>
    <message>
        <source>Combined</source>
        <translation>Kombiniert</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Abstand (Margin)</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>Nachbarn</translation>
    </message>
    <message>
        <source>Self-influence</source>
        <translation>Selbsteinfluss</translation>
    </message>
    <message>
        <source>Loss and neighbours added up; a good start.</source>
        <translation>Verlust und Nachbarn zusammengezählt; ein guter Anfang.</translation>
    </message>
    <message>
        <source>How little the model believes the given label, averaged over the checkpoints.</source>
        <translation>Wie wenig das Modell dem gegebenen Label glaubt, gemittelt über die Checkpoints.</translation>
    </message>
    <message>
        <source>How far another class is ahead of the given label, averaged over the checkpoints (Pleiss et al., 2020).</source>
        <translation>Wie weit eine andere Klasse vor dem gegebenen Label liegt, gemittelt über die Checkpoints (Pleiss et al., 2020).</translation>
    </message>
    <message>
        <source>How few of the examples that look alike to the model have the same label.</source>
        <translation>Wie wenige der Beispiele, die für das Modell ähnlich aussehen, dasselbe Label haben.</translation>
    </message>
    <message>
        <source>How far training on an example lowers its own loss (Pruthi et al., 2020); takes several times as long as all the others.</source>
        <translation>Wie sehr das Training mit einem Beispiel dessen eigenen Verlust senkt (Pruthi et al., 2020); dauert mehrmals so lange wie alle anderen zusammen.</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>→ %1</source>
        <translation>→ %1</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Ausgeschlossen</translation>
    </message>
    <message>
        <source>Labelled %1, and the model believes it too.</source>
        <translation>Label %1, und das Modell glaubt es auch.</translation>
    </message>
    <message>
        <source>Labelled %1; the model believes %2.</source>
        <translation>Label %1; das Modell glaubt %2.</translation>
    </message>
    <message numerus="yes">
        <source>Its loss is %1 nats, averaged over %Ln checkpoint(s).</source>
        <translation>
            <numerusform>Der Verlust beträgt %1 nats, gemittelt über %Ln Checkpoint.</numerusform>
            <numerusform>Der Verlust beträgt %1 nats, gemittelt über %Ln Checkpoints.</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the examples that look alike to the model, about %1 are labelled %2.</source>
        <translation>Von den Beispielen, die für das Modell ähnlich aussehen, haben etwa %1 das Label %2.</translation>
    </message>
    <message>
        <source>%1 training examples</source>
        <translation>%1 Trainingsbeispiele</translation>
    </message>
    <message numerus="yes">
        <source>%Ln checkpoint(s)</source>
        <translation>
            <numerusform>%Ln Checkpoint</numerusform>
            <numerusform>%Ln Checkpoints</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) not finite, left out</source>
        <translation>
            <numerusform>%Ln Wert nicht endlich, ausgelassen</numerusform>
            <numerusform>%Ln Werte nicht endlich, ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Self-confidence</source>
        <translation>Selbstvertrauen</translation>
    </message>
    <message>
        <source>Normalised margin</source>
        <translation>Normierter Abstand</translation>
    </message>
    <message>
        <source>How little a model that was trained without the example believes the given label (Northcutt et al., 2021); takes as long as training once for each fold.</source>
        <translation>Wie wenig ein Modell, das ohne das Beispiel trainiert wurde, dem gegebenen Label glaubt (Northcutt et al., 2021); dauert so lange wie ein Training für jeden Teil.</translation>
    </message>
    <message>
        <source>How much more such a model believes another label than the given one.</source>
        <translation>Wie viel mehr ein solches Modell ein anderes Label für richtig hält als das gegebene.</translation>
    </message>
    <message>
        <source>A model trained without it says so, too.</source>
        <translation>Ein Modell, das ohne es trainiert wurde, sagt das auch.</translation>
    </message>
    <message>
        <source>A model trained without it says %1.</source>
        <translation>Ein Modell, das ohne es trainiert wurde, sagt %1.</translation>
    </message>
    <message>
        <source>Of the examples, %1 have the label that most have which look alike to the model; always saying the most frequent label would be right for %2.</source>
        <translation>Von den Beispielen haben %1 das Label, das die meisten haben, die für das Modell ähnlich aussehen; immer das häufigste Label zu sagen träfe bei %2 zu.</translation>
    </message>
    <message>
        <source>It gets %1 of the test examples right; always saying the most frequent label would be right for %2.</source>
        <translation>Es liegt bei %1 der Testbeispiele richtig; immer das häufigste Label zu sagen träfe bei %2 zu.</translation>
    </message>
    <message>
        <source>Trained without an example it says the label of %1; always saying the most frequent label would be right for %2.</source>
        <translation>Ohne ein Beispiel trainiert sagt es bei %1 dessen Label; immer das häufigste Label zu sagen träfe bei %2 zu.</translation>
    </message>
    <message>
        <source>This model is too weak to judge labels by.</source>
        <translation>Dieses Modell ist zu schwach, um Labels danach zu beurteilen.</translation>
    </message>
    <message>
        <source>Train it longer, or choose another: this order says little.</source>
        <translation>Trainieren Sie es länger, oder wählen Sie ein anderes: Diese Reihenfolge sagt wenig.</translation>
    </message>
    <message numerus="yes">
        <source>Models trained on %Ln fold(s) expect about %1 wrong labels.</source>
        <translation>
            <numerusform>Nach Modellen, die auf %Ln Teil trainiert wurden, ist mit etwa %1 falschen Labels zu rechnen.</numerusform>
            <numerusform>Nach Modellen, die auf %Ln Teilen trainiert wurden, ist mit etwa %1 falschen Labels zu rechnen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Most frequent: labelled %1, likely %2 (%3).</source>
        <translation>Am häufigsten: Label %1, wahrscheinlich %2 (%3).</translation>
    </message>
    <message numerus="yes">
        <source>about %1 wrong labels expected by %Ln fold(s)</source>
        <translation>
            <numerusform>nach %Ln Teil etwa %1 falsche Labels zu erwarten</numerusform>
            <numerusform>nach %Ln Teilen etwa %1 falsche Labels zu erwarten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>proponent::ui::Auditing</name>
    <message numerus="yes">
        <source>Auditing %Ln label(s)</source>
        <translation>
            <numerusform>%Ln Label prüfen</numerusform>
            <numerusform>%Ln Labels prüfen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>proponent::ui::ChangedExampleDelegate</name>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ChangedExampleModel</name>
    <message>
        <source>%1 (right)</source>
        <translation>%1 (richtig)</translation>
    </message>
    <message>
        <source>%1 (wrong)</source>
        <translation>%1 (falsch)</translation>
    </message>
    <message>
        <source>Test example %1: %2. A: %3, loss %4. B: %5, loss %6</source>
        <translation>Testbeispiel %1: %2. A: %3, Verlust %4. B: %5, Verlust %6</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ChangedExamplesPanel</name>
    <message>
        <source>A is wrong, B is right</source>
        <translation>A ist falsch, B ist richtig</translation>
    </message>
    <message>
        <source>A is right, B is wrong</source>
        <translation>A ist richtig, B ist falsch</translation>
    </message>
    <message>
        <source>Both are wrong, each in its own way</source>
        <translation>Beide sind falsch, jede auf ihre Art</translation>
    </message>
    <message>
        <source>Every test example that the two answer differently</source>
        <translation>Alle Testbeispiele, die beide verschieden beantworten</translation>
    </message>
    <message>
        <source>Test examples that A and B answer differently</source>
        <translation>Testbeispiele, die A und B verschieden beantworten</translation>
    </message>
    <message>
        <source>Fixed %1</source>
        <translation>Behoben %1</translation>
    </message>
    <message>
        <source>Broken %1</source>
        <translation>Neu falsch %1</translation>
    </message>
    <message>
        <source>Different mistake %1</source>
        <translation>Anderer Fehler %1</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>Alle %1</translation>
    </message>
    <message>
        <source>No differences</source>
        <translation>Keine Unterschiede</translation>
    </message>
    <message>
        <source>A and B give the same answer on every test example.</source>
        <translation>A und B geben bei jedem Testbeispiel dieselbe Antwort.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>No test example is like that. Choose All, or another kind.</source>
        <translation>Kein Testbeispiel ist von dieser Art. „Alle“ oder eine andere Art wählen.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ClassAccuracyPlot</name>
    <message>
        <source>Test accuracy by class</source>
        <translation>Testgenauigkeit nach Klasse</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ClassCountsPlot</name>
    <message>
        <source>Examples of each class</source>
        <translation>Beispiele je Klasse</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>How many examples each class has appears here.</source>
        <translation>Hier erscheint, wie viele Beispiele jede Klasse hat.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Examples (mean of %1 classes)</source>
        <translation>Beispiele (Mittel von %1 Klassen)</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ClassSearch</name>
    <message>
        <source>Find a class</source>
        <translation>Klasse suchen</translation>
    </message>
</context>
<context>
    <name>proponent::ui::CollapsibleSection</name>
    <message>
        <source>Show or hide these settings</source>
        <translation>Diese Einstellungen ein- oder ausblenden</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>eingeblendet</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>ausgeblendet</translation>
    </message>
</context>
<context>
    <name>proponent::ui::CompareBar</name>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Session B</source>
        <translation>Sitzung B</translation>
    </message>
    <message>
        <source>The session that the open one is compared with</source>
        <translation>Die Sitzung, mit der die geöffnete verglichen wird</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Make A of B, and B of A</source>
        <translation>A zu B machen und B zu A</translation>
    </message>
    <message>
        <source>Session A</source>
        <translation>Sitzung A</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ComparePage</name>
    <message>
        <source>Tracing was stopped.</source>
        <translation>Das Verfolgen wurde angehalten.</translation>
    </message>
    <message>
        <source>No examples to compare</source>
        <translation>Keine Beispiele zum Vergleichen</translation>
    </message>
    <message>
        <source>They appear here after the first epoch.</source>
        <translation>Sie erscheinen hier nach der ersten Epoche.</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Modell trainieren</translation>
    </message>
    <message>
        <source>Is this setting better?</source>
        <translation>Ist diese Einstellung besser?</translation>
    </message>
    <message>
        <source>Open a session from the list, or train a model. Then compare it with another one: curves, configuration, and the test examples that changed sides.</source>
        <translation>Eine Sitzung aus der Liste öffnen oder ein Modell trainieren. Dann mit einer anderen vergleichen: Kurven, Konfiguration und die Testbeispiele, die die Seite gewechselt haben.</translation>
    </message>
    <message>
        <source>Nothing to compare it with</source>
        <translation>Nichts zum Vergleichen</translation>
    </message>
    <message>
        <source>Train a second session, with another setting or with corrected labels, to see which of the two is better.</source>
        <translation>Eine zweite Sitzung mit anderer Einstellung oder berichtigten Labels trainieren, um zu sehen, welche der beiden besser ist.</translation>
    </message>
    <message>
        <source>Reading the other session…</source>
        <translation>Die andere Sitzung wird gelesen…</translation>
    </message>
    <message>
        <source>The other session can&apos;t be read</source>
        <translation>Die andere Sitzung lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Choose a session that was tested on the same data.</source>
        <translation>Eine Sitzung wählen, die mit denselben Daten getestet wurde.</translation>
    </message>
    <message>
        <source>Choose another one above.</source>
        <translation>Oben eine andere wählen.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ComparisonCurves</name>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>Testgenauigkeit</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>Testverlust</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Loss (nats)</source>
        <translation>Verlust (nats)</translation>
    </message>
    <message>
        <source>The curves begin with the first epoch.</source>
        <translation>Die Kurven beginnen mit der ersten Epoche.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ComparisonFigures</name>
    <message>
        <source>Nothing: the two sessions have the same configuration.</source>
        <translation>Nichts: Die beiden Sitzungen haben dieselbe Konfiguration.</translation>
    </message>
    <message>
        <source>What was set differently</source>
        <translation>Was anders eingestellt war</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ComparisonWords</name>
    <message>
        <source>A and B were tested on different contents of %1: their answers can&apos;t be compared. Below are their curves and what was set differently.</source>
        <translation>A und B wurden mit verschiedenen Inhalten von %1 getestet: Ihre Antworten sind nicht vergleichbar. Unten stehen ihre Kurven und was anders eingestellt war.</translation>
    </message>
    <message>
        <source>A was tested on %1 and B on %2: their answers can&apos;t be compared. Below are their curves and what was set differently.</source>
        <translation>A wurde mit %1 getestet und B mit %2: Ihre Antworten sind nicht vergleichbar. Unten stehen ihre Kurven und was anders eingestellt war.</translation>
    </message>
    <message>
        <source>B has no finished epoch yet: the answers can be compared after the first one.</source>
        <translation>B hat noch keine abgeschlossene Epoche: Die Antworten lassen sich nach der ersten vergleichen.</translation>
    </message>
    <message>
        <source>A has no finished epoch yet: the answers can be compared after the first one.</source>
        <translation>A hat noch keine abgeschlossene Epoche: Die Antworten lassen sich nach der ersten vergleichen.</translation>
    </message>
    <message>
        <source>A and B have no finished epoch yet: the answers can be compared after the first one.</source>
        <translation>A und B haben noch keine abgeschlossene Epoche: Die Antworten lassen sich nach der ersten vergleichen.</translation>
    </message>
    <message>
        <source>neither is better</source>
        <translation>keine ist besser</translation>
    </message>
    <message>
        <source>%1 points better</source>
        <translation>B ist %1 Punkte besser</translation>
    </message>
    <message>
        <source>%1 points worse</source>
        <translation>B ist %1 Punkte schlechter</translation>
    </message>
    <message>
        <source>in %1 of 100 cases</source>
        <translation>in %1 von 100 Fällen</translation>
    </message>
    <message>
        <source>in %1 of %2 cases</source>
        <translation>in %1 von %2 Fällen</translation>
    </message>
    <message>
        <source>in fewer than 1 of %1 cases</source>
        <translation>in weniger als 1 von %1 Fällen</translation>
    </message>
    <message>
        <source>A and B are right on the same test examples: neither is better.</source>
        <translation>A und B haben dieselben Testbeispiele richtig: Keine ist besser.</translation>
    </message>
    <message>
        <source>B is right on %1 that A got wrong, and wrong on %2 that A got right: %3; such a difference arises by chance %4 (McNemar).</source>
        <translation>Nur B liegt bei %1 richtig, nur A bei %2: %3; ein solcher Unterschied entsteht %4 durch Zufall (McNemar).</translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln Beispiel</numerusform>
            <numerusform>%Ln Beispielen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On the first %Ln test example(s), which both have</source>
        <translation>
            <numerusform>Bei dem ersten %Ln Testbeispiel, das beide haben</numerusform>
            <numerusform>Bei den ersten %Ln Testbeispielen, die beide haben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %Ln test example(s)</source>
        <translation>
            <numerusform>Bei %Ln Testbeispiel</numerusform>
            <numerusform>Bei %Ln Testbeispielen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: A %2 right, B %3 right.</source>
        <translation>%1: A %2 richtig, B %3 richtig.</translation>
    </message>
    <message>
        <source>McNemar&apos;s exact test: how often two models that are equally good would differ at least this much, only because these test examples were drawn and not others. It knows nothing of the seed: the same settings trained once more give other answers, too.</source>
        <translation>Exakter Test von McNemar: wie oft sich zwei gleich gute Modelle mindestens so sehr unterscheiden würden, nur weil diese Testbeispiele gezogen wurden und keine anderen. Vom Seed weiß er nichts: Auch dieselben Einstellungen, noch einmal trainiert, geben andere Antworten.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ConfigDifference</name>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstant</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>All cores</source>
        <translation>Alle Kerne</translation>
    </message>
    <message>
        <source>%1 relabelled</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 excluded</source>
        <translation>%1 ausgeschlossen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 (contents %2)</source>
        <translation>%1 (Inhalt %2)</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Training examples</source>
        <translation>Trainingsbeispiele</translation>
    </message>
    <message>
        <source>Test examples</source>
        <translation>Testbeispiele</translation>
    </message>
    <message>
        <source>Label noise</source>
        <translation>Label-Rauschen</translation>
    </message>
    <message>
        <source>%1; %2 of them only here</source>
        <translation>%1; %2 davon nur hier</translation>
    </message>
    <message>
        <source>Label changes</source>
        <translation>Label-Änderungen</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batch-Größe</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Lernratenplan</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Epochen je Checkpoint</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Zahlenformat</translation>
    </message>
    <message>
        <source>CPU threads</source>
        <translation>CPU-Threads</translation>
    </message>
    <message>
        <source>libtorch</source>
        <translation>libtorch</translation>
    </message>
    <message>
        <source>any other class</source>
        <translation>irgendeine andere Klasse</translation>
    </message>
    <message>
        <source>the next class</source>
        <translation>die nächste Klasse</translation>
    </message>
    <message>
        <source>Wrong labels are of</source>
        <translation>Falsche Labels sind</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ConfigDifferenceModel</name>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>What was set differently</source>
        <translation>Was anders eingestellt war</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ConfigDifferenceTable</name>
    <message>
        <source>Differences between the configurations</source>
        <translation>Unterschiede zwischen den Konfigurationen</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ConfigSection</name>
    <message>
        <source>must be a number, like 0.05 or 0,05</source>
        <translation>muss eine Zahl sein, etwa 0,05 oder 0.05</translation>
    </message>
    <message>
        <source>must be a share, like 0.1, 0,1 or 10 %</source>
        <translation>muss ein Anteil sein, etwa 0,1, 0.1 oder 10 %</translation>
    </message>
    <message>
        <source>must be a whole number, in digits alone</source>
        <translation>muss eine ganze Zahl sein, nur aus Ziffern</translation>
    </message>
</context>
<context>
    <name>proponent::ui::CountBox</name>
    <message>
        <source>must be a whole number from %1 to %2, in digits alone</source>
        <translation>muss eine ganze Zahl von %1 bis %2 sein, nur aus Ziffern</translation>
    </message>
</context>
<context>
    <name>proponent::ui::DataBar</name>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Train on this data</source>
        <translation>Mit diesen Daten trainieren</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>The data set that is shown; a folder can also be dropped on the window</source>
        <translation>Der angezeigte Datensatz; ein Ordner lässt sich auch auf das Fenster ziehen</translation>
    </message>
    <message>
        <source>Choose a data set</source>
        <translation>Datensatz wählen</translation>
    </message>
    <message>
        <source>Look at the data set in a folder</source>
        <translation>Den Datensatz in einem Ordner ansehen</translation>
    </message>
    <message>
        <source>Set up a training on this data set</source>
        <translation>Ein Training mit diesem Datensatz einrichten</translation>
    </message>
</context>
<context>
    <name>proponent::ui::DataExampleModel</name>
    <message>
        <source>excluded</source>
        <translation>ausgeschlossen</translation>
    </message>
    <message>
        <source>planted</source>
        <translation>eingestreut</translation>
    </message>
    <message>
        <source>Training example %1: %2</source>
        <translation>Trainingsbeispiel %1: %2</translation>
    </message>
    <message>
        <source>Test example %1: %2</source>
        <translation>Testbeispiel %1: %2</translation>
    </message>
    <message>
        <source>trained on with a label that was planted wrong</source>
        <translation>mit absichtlich falschem Label trainiert</translation>
    </message>
    <message>
        <source>excluded from training</source>
        <translation>vom Training ausgeschlossen</translation>
    </message>
    <message>
        <source>relabelled %1</source>
        <translation>Label geändert in %1</translation>
    </message>
    <message>
        <source>predicted %1</source>
        <translation>vorhergesagt: %1</translation>
    </message>
    <message>
        <source>predicted correctly</source>
        <translation>richtig vorhergesagt</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>Verlust %1</translation>
    </message>
    <message>
        <source>label not known</source>
        <translation>Label unbekannt</translation>
    </message>
</context>
<context>
    <name>proponent::ui::DataFacts</name>
    <message>
        <source>Copy fingerprint</source>
        <translation>Fingerabdruck kopieren</translation>
    </message>
    <message>
        <source>Copy the whole fingerprint</source>
        <translation>Den ganzen Fingerabdruck kopieren</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>What the reader recognised</source>
        <translation>Was beim Lesen erkannt wurde</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Where it was read from</source>
        <translation>Woher gelesen wurde</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Width × height of every image, and its channels</source>
        <translation>Breite × Höhe jedes Bildes und seine Kanäle</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Of all pixels; the data set is held in memory while it is used</source>
        <translation>Aller Pixel; der Datensatz bleibt im Speicher, solange er verwendet wird</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Labels that the files give or name</source>
        <translation>Labels, die die Dateien vergeben oder benennen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Examples that models are trained on</source>
        <translation>Beispiele, mit denen Modelle trainiert werden</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Examples that models are tested on</source>
        <translation>Beispiele, mit denen Modelle getestet werden</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>SHA-256 of all pixels and labels: the same data has the same, wherever it is stored</source>
        <translation>SHA-256 aller Pixel und Labels: Dieselben Daten haben denselben, wo auch immer sie liegen</translation>
    </message>
    <message>
        <source>%1 × %2, %3</source>
        <translation>%1 × %2, %3</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>Graustufen</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>No problems found</source>
        <translation>Keine Probleme gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln Problem</numerusform>
            <numerusform>%Ln Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>The session trains on the first %1 examples.</source>
        <translation>Die Sitzung trainiert mit den ersten %1 Beispielen.</translation>
    </message>
    <message>
        <source>It is tested on the first %1.</source>
        <translation>Getestet wird sie mit den ersten %1.</translation>
    </message>
    <message>
        <source>%1 of its labels were planted wrong.</source>
        <translation>%1 ihrer Labels sind absichtlich falsch.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::DataFilters</name>
    <message>
        <source>The examples that models are trained on</source>
        <translation>Die Beispiele, mit denen Modelle trainiert werden</translation>
    </message>
    <message>
        <source>The examples that models are tested on</source>
        <translation>Die Beispiele, mit denen Modelle getestet werden</translation>
    </message>
    <message>
        <source>Class shown</source>
        <translation>Angezeigte Klasse</translation>
    </message>
    <message>
        <source>Show the examples of one class, as the files have it</source>
        <translation>Beispiele einer Klasse anzeigen, wie sie in den Dateien steht</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>Größe der Vorschaubilder</translation>
    </message>
    <message>
        <source>Small, medium or large thumbnails</source>
        <translation>Kleine, mittlere oder große Vorschaubilder</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>Training %1</translation>
    </message>
    <message>
        <source>Test %1</source>
        <translation>Test %1</translation>
    </message>
    <message>
        <source>Planted errors</source>
        <translation>Eingestreute Fehler</translation>
    </message>
    <message>
        <source>No label noise was planted in this session</source>
        <translation>In dieser Sitzung wurde kein Label-Rauschen eingestreut</translation>
    </message>
    <message>
        <source>Changed labels</source>
        <translation>Geänderte Labels</translation>
    </message>
    <message>
        <source>No label was changed and no example excluded in this session</source>
        <translation>In dieser Sitzung wurde kein Label geändert und kein Beispiel ausgeschlossen</translation>
    </message>
    <message>
        <source>Misclassified</source>
        <translation>Falsch klassifiziert</translation>
    </message>
    <message>
        <source>The session&apos;s model has no answer yet, or none is wrong</source>
        <translation>Das Modell der Sitzung hat noch keine Antwort, oder keine ist falsch</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>Alle Klassen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Show only these</source>
        <translation>Nur diese anzeigen</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 angezeigt</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 von %2 angezeigt</translation>
    </message>
</context>
<context>
    <name>proponent::ui::DataPage</name>
    <message>
        <source>Examples of the data set</source>
        <translation>Beispiele des Datensatzes</translation>
    </message>
    <message>
        <source>There is no data to train on yet</source>
        <translation>Noch keine Daten für ein Training vorhanden</translation>
    </message>
    <message>
        <source>%1 What was stored with the session is shown: the labels of its test examples, and the thumbnails of its analyses. To see everything, put the data back.</source>
        <translation>%1 Gezeigt wird, was mit der Sitzung gespeichert wurde: die Labels ihrer Testbeispiele und die Vorschaubilder ihrer Analysen. Um alles zu sehen, die Daten zurücklegen.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>No example is like that. Choose another class, or show all.</source>
        <translation>Kein Beispiel passt dazu. Andere Klasse wählen oder alle anzeigen.</translation>
    </message>
    <message>
        <source>Nothing to show</source>
        <translation>Nichts anzuzeigen</translation>
    </message>
    <message>
        <source>Nothing about these examples was stored.</source>
        <translation>Zu diesen Beispielen wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>You can go on meanwhile.</source>
        <translation>Währenddessen kann weitergearbeitet werden.</translation>
    </message>
    <message>
        <source>This data can&apos;t be read</source>
        <translation>Diese Daten können nicht gelesen werden</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen…</translation>
    </message>
    <message>
        <source>Look at your data</source>
        <translation>Die eigenen Daten ansehen</translation>
    </message>
    <message>
        <source>Choose a data set above, open a folder, or drop one on the window: its examples and what is wrong with it appear here.</source>
        <translation>Oben einen Datensatz wählen, einen Ordner öffnen oder auf das Fenster ziehen: Hier erscheinen seine Beispiele und seine Mängel.</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
</context>
<context>
    <name>proponent::ui::DataSection</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Choose a data folder</source>
        <translation>Datenordner wählen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>“fashion-mnist”, or a folder with a data set; the format is recognised from what is in it</source>
        <translation>„fashion-mnist“ oder ein Ordner mit einem Datensatz; das Format wird am Inhalt erkannt</translation>
    </message>
    <message>
        <source>Training examples</source>
        <translation>Trainingsbeispiele</translation>
    </message>
    <message>
        <source>Folder with images</source>
        <translation>Ordner mit Bildern</translation>
    </message>
    <message>
        <source>Train on the first so many examples, in file order; of labels sorted by class, of the classes in turn</source>
        <translation>Mit wie vielen Beispielen trainiert wird: den ersten in Dateireihenfolge; sind die Labels nach Klassen sortiert, reihum aus den Klassen</translation>
    </message>
</context>
<context>
    <name>proponent::ui::DatasetProblems</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>The classes are unequal: %1 has %2 training examples, %3 has %4, %5 times as many. A model learns to prefer the large ones; look at the accuracy of each class.</source>
        <translation>Die Klassen sind ungleich groß: %1 hat %2 Trainingsbeispiele, %3 hat %4, %5-mal so viele. Ein Modell lernt, die großen zu bevorzugen; auf die Genauigkeit jeder Klasse achten.</translation>
    </message>
    <message>
        <source>More than one class is called %1. Give each a name of its own.</source>
        <translation>Mehr als eine Klasse heißt %1. Jeder einen eigenen Namen geben.</translation>
    </message>
    <message>
        <source>No training examples: %1. A model can&apos;t learn what it never sees.</source>
        <translation>Keine Trainingsbeispiele: %1. Ein Modell kann nicht lernen, was es nie sieht.</translation>
    </message>
    <message numerus="yes">
        <source>Fewer than %Ln training example(s): %1. Too few to learn from.</source>
        <translation>
            <numerusform>Weniger als %Ln Trainingsbeispiel: %1. Zu wenig zum Lernen.</numerusform>
            <numerusform>Weniger als %Ln Trainingsbeispiele: %1. Zu wenige zum Lernen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No test examples: %1. How well a model knows them can&apos;t be measured.</source>
        <translation>Keine Testbeispiele: %1. Wie gut ein Modell sie kennt, lässt sich nicht messen.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::DeviceSection</name>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1 von %2 frei</translation>
    </message>
    <message>
        <source>CPU: %1</source>
        <translation>CPU: %1</translation>
    </message>
    <message>
        <source>%1 in use, %2 free</source>
        <translation>%1 belegt, %2 frei</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Where the model is trained</source>
        <translation>Wo das Modell trainiert wird</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Zahlenformat</translation>
    </message>
    <message>
        <source>Floating-point format of the forward and backward pass</source>
        <translation>Gleitkommaformat des Vorwärts- und Rückwärtsdurchlaufs</translation>
    </message>
    <message>
        <source>%1 (not on this machine)</source>
        <translation>%1 (nicht auf diesem Rechner)</translation>
    </message>
    <message>
        <source>Automatic (%1)</source>
        <translation>Automatisch (%1)</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>The fastest device of this machine</source>
        <translation>Das schnellste Gerät dieses Rechners</translation>
    </message>
    <message>
        <source>The fastest format that the device does well</source>
        <translation>Das schnellste Format, das das Gerät gut beherrscht</translation>
    </message>
    <message>
        <source>This machine has no device %1. Choose another one.</source>
        <translation>Dieser Rechner hat kein Gerät %1. Ein anderes wählen.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ExperimentSection</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All cores</source>
        <translation>Alle Kerne</translation>
    </message>
    <message>
        <source>From model and data</source>
        <translation>Aus Modell und Daten</translation>
    </message>
    <message>
        <source>Session name</source>
        <translation>Name der Sitzung</translation>
    </message>
    <message>
        <source>How the session is called in the list</source>
        <translation>Wie die Sitzung in der Liste heißt</translation>
    </message>
    <message>
        <source>Label noise</source>
        <translation>Label-Rauschen</translation>
    </message>
    <message>
        <source>Test examples</source>
        <translation>Testbeispiele</translation>
    </message>
    <message>
        <source>Test on the first so many examples</source>
        <translation>Mit wie vielen Beispielen getestet wird: den ersten</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>The same seed gives the same run on a CPU</source>
        <translation>Der gleiche Seed ergibt auf einer CPU den gleichen Lauf</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Epochen je Checkpoint</translation>
    </message>
    <message>
        <source>Epochs between saved checkpoints; influence is traced over the checkpoints</source>
        <translation>Epochen zwischen gespeicherten Checkpoints; der Einfluss wird über die Checkpoints verfolgt</translation>
    </message>
    <message>
        <source>CPU threads</source>
        <translation>CPU-Threads</translation>
    </message>
    <message>
        <source>Threads that compute on a CPU</source>
        <translation>Threads, die auf einer CPU rechnen</translation>
    </message>
    <message>
        <source>Share of the training labels that is changed to a wrong class, like 0.1 or 10 %: to see whether influence finds them</source>
        <translation>Anteil der Trainingslabels, die auf eine falsche Klasse geändert werden, etwa 0,1 oder 10 %: um zu sehen, ob der Einfluss sie findet</translation>
    </message>
    <message>
        <source>Any other class</source>
        <translation>Irgendeine andere Klasse</translation>
    </message>
    <message>
        <source>The next class</source>
        <translation>Die nächste Klasse</translation>
    </message>
    <message>
        <source>Wrong labels are of</source>
        <translation>Falsche Labels sind</translation>
    </message>
    <message>
        <source>Any other class alike, or for each class always the next one, as where two classes are mistaken for each other</source>
        <translation>Jede andere Klasse gleich oft, oder für jede Klasse immer die nächste, wie wo zwei Klassen verwechselt werden</translation>
    </message>
</context>
<context>
    <name>proponent::ui::Format</name>
    <message>
        <source>Reading data</source>
        <translation>Daten lesen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Tracing</source>
        <translation>Verfolgung</translation>
    </message>
    <message>
        <source>Self-influence</source>
        <translation>Selbsteinfluss</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>Rangfolge</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>nicht endlich</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>Heute %1</translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation>Gestern %1</translation>
    </message>
    <message>
        <source>no class</source>
        <translation>keine Klasse</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>Klasse %1</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>Logistische Regression</translation>
    </message>
    <message>
        <source>MLP</source>
        <translation>MLP</translation>
    </message>
    <message>
        <source>CNN</source>
        <translation>CNN</translation>
    </message>
    <message>
        <source>ResNet-9</source>
        <translation>ResNet-9</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2 von %3</translation>
    </message>
    <message>
        <source>epoch %1 of %2</source>
        <translation>Epoche %1 von %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Fitting the curvature</source>
        <translation>Krümmung messen</translation>
    </message>
    <message>
        <source>Retraining</source>
        <translation>Neu trainieren</translation>
    </message>
    <message>
        <source>%1 of %2 models</source>
        <translation>%1 von %2 Modellen</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>Index aufbauen</translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation>&lt; 1 s</translation>
    </message>
</context>
<context>
    <name>proponent::ui::Indexing</name>
    <message>
        <source>Building an index</source>
        <translation>Index wird angelegt</translation>
    </message>
</context>
<context>
    <name>proponent::ui::InfluencePage</name>
    <message>
        <source>Why did the model decide like that?</source>
        <translation>Warum hat das Modell so entschieden?</translation>
    </message>
    <message>
        <source>Open a session from the list, or train a model. Its mistakes appear here, and with each the training examples that led to it.</source>
        <translation>Eine Sitzung aus der Liste öffnen oder ein Modell trainieren. Hier erscheinen seine Fehler und zu jedem die Trainingsbeispiele, die dazu geführt haben.</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Modell trainieren</translation>
    </message>
    <message>
        <source>Tracing was stopped.</source>
        <translation>Das Verfolgen wurde angehalten.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln random score(s) of this analysis computed again in double precision, one example at a time</source>
        <translation>
            <numerusform>%Ln zufälliger Wert dieser Analyse wurde mit doppelter Genauigkeit nachgerechnet, Beispiel für Beispiel</numerusform>
            <numerusform>%Ln zufällige Werte dieser Analyse wurden mit doppelter Genauigkeit nachgerechnet, Beispiel für Beispiel</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: they agree, with a relative error of %2.</source>
        <translation>%1: Übereinstimmung mit einem relativen Fehler von %2.</translation>
    </message>
    <message>
        <source>%1: the relative error of %2 is more than rounding explains. Trace again; if it stays, report it.</source>
        <translation>%1: Der relative Fehler von %2 ist größer, als Rundung erklärt. Erneut verfolgen; bleibt er bestehen, bitte melden.</translation>
    </message>
    <message>
        <source>Trace %1</source>
        <translation>%1 verfolgen</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Verfolgen</translation>
    </message>
    <message>
        <source>Choose a test example</source>
        <translation>Testbeispiel wählen</translation>
    </message>
    <message>
        <source>Nothing to trace yet</source>
        <translation>Noch nichts zu verfolgen</translation>
    </message>
    <message>
        <source>Its proponents and opponents among the training examples appear here.</source>
        <translation>Hier erscheinen seine Befürworter und Gegner unter den Trainingsbeispielen.</translation>
    </message>
    <message>
        <source>Test examples can be traced after the first epoch.</source>
        <translation>Testbeispiele können nach der ersten Epoche verfolgt werden.</translation>
    </message>
    <message>
        <source>Tracing %1…</source>
        <translation>%1 wird verfolgt…</translation>
    </message>
    <message>
        <source>It begins when the training is done.</source>
        <translation>Beginnt, sobald das Training fertig ist.</translation>
    </message>
    <message>
        <source>You can go on; the answer appears here when it is ready.</source>
        <translation>Währenddessen kann weitergearbeitet werden; die Antwort erscheint hier, sobald sie fertig ist.</translation>
    </message>
    <message>
        <source>Reading the stored answer…</source>
        <translation>Gespeicherte Antwort wird gelesen…</translation>
    </message>
    <message>
        <source>Tracing compares its gradient with that of every training example, at each checkpoint.</source>
        <translation>Beim Verfolgen wird sein Gradient an jedem Checkpoint mit dem jedes Trainingsbeispiels verglichen.</translation>
    </message>
    <message>
        <source>Which training examples led to this?</source>
        <translation>Welche Trainingsbeispiele haben dazu geführt?</translation>
    </message>
    <message>
        <source>Trace this example</source>
        <translation>Dieses Beispiel verfolgen</translation>
    </message>
    <message>
        <source>Enter, or a double click, does the same</source>
        <translation>Eingabetaste oder Doppelklick bewirkt dasselbe</translation>
    </message>
    <message numerus="yes">
        <source>It was traced before: %1, %2, %Ln checkpoint(s).</source>
        <translation>
            <numerusform>Es wurde schon verfolgt: %1, %2, %Ln Checkpoint.</numerusform>
            <numerusform>Es wurde schon verfolgt: %1, %2, %Ln Checkpoints.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 no longer holds the data set of this session. Stored thumbnails are shown; to trace more examples, put it back, or say where it is now.</source>
        <translation>%1 enthält den Datensatz dieser Sitzung nicht mehr. Gespeicherte Vorschaubilder werden angezeigt; um weitere Beispiele zu verfolgen, ihn dorthin zurücklegen oder sagen, wo er jetzt ist.</translation>
    </message>
    <message>
        <source>Find the data set…</source>
        <translation>Datensatz suchen…</translation>
    </message>
    <message>
        <source>Where the data set is now</source>
        <translation>Wo der Datensatz jetzt ist</translation>
    </message>
    <message numerus="yes">
        <source>Tracing %Ln example(s) as one question…</source>
        <translation>
            <numerusform>Ein Beispiel wird als eine Frage verfolgt…</numerusform>
            <numerusform>%Ln Beispiele werden als eine Frage verfolgt…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>proponent::ui::InfluenceResult</name>
    <message>
        <source>Proponents</source>
        <translation>Befürworter</translation>
    </message>
    <message>
        <source>Opponents</source>
        <translation>Gegner</translation>
    </message>
    <message>
        <source>Scores of all training examples</source>
        <translation>Werte aller Trainingsbeispiele</translation>
    </message>
    <message>
        <source>What each checkpoint added</source>
        <translation>Beitrag jedes Checkpoints</translation>
    </message>
    <message>
        <source>What each layer added</source>
        <translation>Beitrag jeder Schicht</translation>
    </message>
    <message>
        <source>Parts of the score</source>
        <translation>Anteile am Wert</translation>
    </message>
    <message>
        <source>Where the score of the selected training example comes from</source>
        <translation>Woher der Wert des ausgewählten Trainingsbeispiels kommt</translation>
    </message>
    <message>
        <source>top %1</source>
        <translation>Top %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln checkpoint(s)</source>
        <translation>
            <numerusform>%Ln Checkpoint</numerusform>
            <numerusform>%Ln Checkpoints</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 training examples</source>
        <translation>%1 Trainingsbeispiele</translation>
    </message>
    <message>
        <source>traced in %1 on %2</source>
        <translation>verfolgt in %1 auf %2</translation>
    </message>
    <message>
        <source>%1: ranks agree %2 with fp32</source>
        <translation>%1: Rangübereinstimmung mit fp32 %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln score(s) not finite, left out</source>
        <translation>
            <numerusform>%Ln Wert nicht endlich, ausgelassen</numerusform>
            <numerusform>%Ln Werte nicht endlich, ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>No training example had any influence on this one.</source>
        <translation>Kein Trainingsbeispiel hatte Einfluss auf dieses Beispiel.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>None of the scores is a finite number: the gradients overflow.</source>
        <translation>Keiner der Werte ist eine endliche Zahl: Die Gradienten laufen über.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln test example(s) as one question</source>
        <translation>
            <numerusform>%Ln Testbeispiel als eine Frage</numerusform>
            <numerusform>%Ln Testbeispiele als eine Frage</numerusform>
        </translation>
    </message>
    <message>
        <source>a training example as if it were a test example</source>
        <translation>ein Trainingsbeispiel, als wäre es ein Testbeispiel</translation>
    </message>
    <message>
        <source>from the index; exact scores follow…</source>
        <translation>aus dem Index; genaue Werte folgen …</translation>
    </message>
    <message>
        <source>exact scores of the %1 that the index ranks first</source>
        <translation>genaue Werte der %1, die der Index voranstellt</translation>
    </message>
</context>
<context>
    <name>proponent::ui::InfluenceWords</name>
    <message>
        <source>all layers</source>
        <translation>alle Schichten</translation>
    </message>
    <message>
        <source>last layer</source>
        <translation>letzte Schicht</translation>
    </message>
    <message>
        <source>LDS %1 ± %2</source>
        <translation>LDS %1 ± %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 subsets × %2, %Ln test example(s)</source>
        <translation>
            <numerusform>%1 Teilmengen × %2, %Ln Testbeispiel</numerusform>
            <numerusform>%1 Teilmengen × %2, %Ln Testbeispiele</numerusform>
        </translation>
    </message>
    <message>
        <source>True label</source>
        <translation>Wahres Label</translation>
    </message>
    <message>
        <source>Predicted label</source>
        <translation>Genanntes Label</translation>
    </message>
    <message>
        <source>A class</source>
        <translation>Eine Klasse</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Rather than</source>
        <extracomment>&quot;The true label rather than&quot;, with a class after it</extracomment>
        <translation>Und nicht</translation>
    </message>
    <message>
        <source>their true labels</source>
        <translation>ihren wahren Labels</translation>
    </message>
    <message>
        <source>%1, which the model says</source>
        <translation>%1 (nennt das Modell)</translation>
    </message>
    <message>
        <source>what the model says of them</source>
        <translation>dem, was das Modell nennt</translation>
    </message>
    <message>
        <source>%1 against all others</source>
        <translation>%1 gegen alle anderen</translation>
    </message>
    <message>
        <source>%1 rather than %2</source>
        <translation>%1 statt %2</translation>
    </message>
    <message>
        <source>what the model says of it</source>
        <translation>dem, was das Modell dazu sagt</translation>
    </message>
    <message>
        <source>training on them lowered the loss of this example</source>
        <translation>das Training mit ihnen hat den Verlust dieses Beispiels gesenkt</translation>
    </message>
    <message>
        <source>training on them pushed toward %1</source>
        <translation>das Training damit bewegte hin zu: %1</translation>
    </message>
    <message>
        <source>training on them raised it</source>
        <translation>das Training mit ihnen hat ihn erhöht</translation>
    </message>
    <message>
        <source>training on them pushed away from that</source>
        <translation>das Training damit bewegte davon weg</translation>
    </message>
    <message numerus="yes">
        <source>Training on %1 (%2) pushed the example itself toward %3: %4 over %Ln checkpoint(s).</source>
        <translation>
            <numerusform>Das Training mit %1 (%2) hat das Beispiel selbst zu %3 hin verschoben: %4 über %Ln Checkpoint.</numerusform>
            <numerusform>Das Training mit %1 (%2) hat das Beispiel selbst zu %3 hin verschoben: %4 über %Ln Checkpoints.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Training on %1 (%2) pushed the example itself away from %3: %4 over %Ln checkpoint(s).</source>
        <translation>
            <numerusform>Das Training mit %1 (%2) hat das Beispiel selbst von %3 weg verschoben: %4 über %Ln Checkpoint.</numerusform>
            <numerusform>Das Training mit %1 (%2) hat das Beispiel selbst von %3 weg verschoben: %4 über %Ln Checkpoints.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Training on %1 (%2) pushed this example toward %3: %4 over %Ln checkpoint(s).</source>
        <translation>
            <numerusform>Das Training mit %1 (%2) hat dieses Beispiel zu %3 hin verschoben: %4 über %Ln Checkpoint.</numerusform>
            <numerusform>Das Training mit %1 (%2) hat dieses Beispiel zu %3 hin verschoben: %4 über %Ln Checkpoints.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Training on %1 (%2) pushed this example away from %3: %4 over %Ln checkpoint(s).</source>
        <translation>
            <numerusform>Das Training mit %1 (%2) hat dieses Beispiel von %3 weg verschoben: %4 über %Ln Checkpoint.</numerusform>
            <numerusform>Das Training mit %1 (%2) hat dieses Beispiel von %3 weg verschoben: %4 über %Ln Checkpoints.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Training on %1 (%2) pushed these examples toward %3: %4 over %Ln checkpoint(s).</source>
        <translation>
            <numerusform>Das Training mit %1 (%2) bewegte diese Beispiele zu %3 hin: %4 über %Ln Checkpoint.</numerusform>
            <numerusform>Das Training mit %1 (%2) bewegte diese Beispiele zu %3 hin: %4 über %Ln Checkpoints.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Training on %1 (%2) pushed these examples away from %3: %4 over %Ln checkpoint(s).</source>
        <translation>
            <numerusform>Das Training mit %1 (%2) bewegte diese Beispiele von %3 weg: %4 über %Ln Checkpoint.</numerusform>
            <numerusform>Das Training mit %1 (%2) bewegte diese Beispiele von %3 weg: %4 über %Ln Checkpoints.</numerusform>
        </translation>
    </message>
    <message>
        <source>Questions about this session are answered at once now, by %1. Of what exact scores rank first, %2 % is in the answers; rows of %3 training examples take %4.</source>
        <translation>Fragen zu dieser Sitzung werden jetzt sofort beantwortet, mit %1. Von dem, was genaue Werte voranstellen, stehen %2 % in den Antworten; die Zeilen von %3 Trainingsbeispielen nehmen %4 ein.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::InlineMessage</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>proponent::ui::InspectorPanel</name>
    <message>
        <source>What the model believes</source>
        <translation>Was das Modell glaubt</translation>
    </message>
    <message>
        <source>Loss over the epochs</source>
        <translation>Verlust über die Epochen</translation>
    </message>
    <message>
        <source>Loss of the example over the epochs</source>
        <translation>Verlust des Beispiels über die Epochen</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Loss (nats)</source>
        <translation>Verlust (nats)</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>No example selected</source>
        <translation>Kein Beispiel ausgewählt</translation>
    </message>
    <message>
        <source>Select an example anywhere to see it here.</source>
        <translation>Irgendwo ein Beispiel auswählen, um es hier zu sehen.</translation>
    </message>
    <message>
        <source>Test example %1</source>
        <translation>Testbeispiel %1</translation>
    </message>
    <message>
        <source>Training example %1</source>
        <translation>Trainingsbeispiel %1</translation>
    </message>
    <message>
        <source>Label: %1</source>
        <translation>Label: %1</translation>
    </message>
    <message>
        <source>Planted wrong; in the file: %1</source>
        <translation>Absichtlich falsch; in der Datei: %1</translation>
    </message>
    <message>
        <source>Predicted: %1, correct</source>
        <translation>Vorhergesagt: %1, richtig</translation>
    </message>
    <message>
        <source>Predicted: %1, wrong</source>
        <translation>Vorhergesagt: %1, falsch</translation>
    </message>
    <message>
        <source>Loss: %1 nats</source>
        <translation>Verlust: %1 nats</translation>
    </message>
    <message>
        <source>Influence score: %1</source>
        <translation>Einflusswert: %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Open the image file</source>
        <translation>Bilddatei öffnen</translation>
    </message>
    <message>
        <source>What taught it this?</source>
        <translation>Was hat es das gelehrt?</translation>
    </message>
</context>
<context>
    <name>proponent::ui::JobBar</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop this work; what was finished is kept</source>
        <translation>Diesen Vorgang anhalten; Fertiges bleibt erhalten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more waiting</source>
        <translation>
            <numerusform>%Ln weiterer wartet</numerusform>
            <numerusform>%Ln weitere warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping: %1</source>
        <translation>Wird angehalten: %1</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) in %1</source>
        <translation>
            <numerusform>%Ln Sitzung in %1</numerusform>
            <numerusform>%Ln Sitzungen in %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The library: the folder where sessions are kept</source>
        <translation>Die Bibliothek: der Ordner, in dem Sitzungen abgelegt werden</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>proponent::ui::JudgingMethods</name>
    <message>
        <source>Finding out how well methods predict</source>
        <translation>Herausfinden, wie gut Methoden voraussagen</translation>
    </message>
</context>
<context>
    <name>proponent::ui::JudgingPanel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Retrain with these changes</source>
        <translation>Mit diesen Änderungen neu trainieren</translation>
    </message>
    <message>
        <source>The label is right</source>
        <translation>Das Label ist richtig</translation>
    </message>
    <message>
        <source>Leave the example out when training again</source>
        <translation>Das Beispiel beim erneuten Training weglassen</translation>
    </message>
    <message>
        <source>Give the example the new label when training again</source>
        <translation>Dem Beispiel beim erneuten Training das neue Label geben</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>Neues Label</translation>
    </message>
    <message>
        <source>What Relabel makes of it</source>
        <translation>Das Label, das „Label ändern“ vergibt</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Relabel</source>
        <translation>Label ändern</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>As the model believes</source>
        <translation>Laut Modell</translation>
    </message>
    <message>
        <source>No example selected</source>
        <translation>Kein Beispiel ausgewählt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) selected</source>
        <translation>
            <numerusform>%Ln Beispiel ausgewählt</numerusform>
            <numerusform>%Ln Beispiele ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>What you say now goes for all of them, in one step.</source>
        <translation>Das nächste Urteil gilt für alle zusammen, in einem Schritt.</translation>
    </message>
    <message>
        <source>%1 · suspect %2 of %3</source>
        <translation>%1 · Verdachtsfall %2 von %3</translation>
    </message>
    <message>
        <source>Planted wrong; in the file it is %1.</source>
        <translation>Absichtlich falsch; in der Datei ist es %1.</translation>
    </message>
    <message>
        <source>None of %1 judged yet. The arrow keys move; each judgement goes on to the next.</source>
        <translation>Noch keines von %1 beurteilt. Die Pfeiltasten bewegen die Auswahl; jedes Urteil führt zum nächsten.</translation>
    </message>
    <message>
        <source>%1 judged of %2: %3 relabelled, %4 excluded</source>
        <translation>%1 von %2 beurteilt; Label geändert: %3, ausgeschlossen: %4</translation>
    </message>
    <message>
        <source>A new session with the same settings: %1, %2.</source>
        <translation>Eine neue Sitzung mit den gleichen Einstellungen: %1, %2.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s) changed</source>
        <translation>
            <numerusform>%Ln Label geändert</numerusform>
            <numerusform>%Ln Labels geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s) left out</source>
        <translation>
            <numerusform>%Ln Beispiel weggelassen</numerusform>
            <numerusform>%Ln Beispiele weggelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>Nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
</context>
<context>
    <name>proponent::ui::LabelChangesSection</name>
    <message>
        <source>Train with the labels as they were changed in the label audit</source>
        <translation>Mit den Labels trainieren, wie sie in der Label-Prüfung geändert wurden</translation>
    </message>
    <message>
        <source>Changed labels</source>
        <translation>Geänderte Labels</translation>
    </message>
    <message>
        <source>%1 relabelled, %2 excluded</source>
        <translation>Label geändert: %1, ausgeschlossen: %2</translation>
    </message>
</context>
<context>
    <name>proponent::ui::LabelJudging</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln Beispiel</numerusform>
            <numerusform>%Ln Beispiele</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear judgement of %1</source>
        <translation>Urteil über %1 aufheben</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <translation>%1 behalten</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>%1 ausschließen</translation>
    </message>
    <message>
        <source>Relabel %1 as %2</source>
        <translation>Label für %1 auf %2 ändern</translation>
    </message>
    <message>
        <source>Relabel %1</source>
        <translation>Label für %1 ändern</translation>
    </message>
</context>
<context>
    <name>proponent::ui::LearningCurves</name>
    <message>
        <source>Train, while learning</source>
        <translation>Training, beim Lernen</translation>
    </message>
    <message>
        <source>Train, mean of epoch</source>
        <translation>Training, Mittel der Epoche</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Loss (cross-entropy, nats)</source>
        <translation>Verlust (Kreuzentropie, nats)</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>The loss curve appears here while a model trains.</source>
        <translation>Die Verlustkurve erscheint hier, während ein Modell trainiert wird.</translation>
    </message>
    <message>
        <source>The accuracy curve appears here.</source>
        <translation>Die Genauigkeitskurve erscheint hier.</translation>
    </message>
    <message>
        <source>Loss scale</source>
        <translation>Verlustskalierung</translation>
    </message>
</context>
<context>
    <name>proponent::ui::LibraryProblemWindow</name>
    <message>
        <source>Proponent</source>
        <translation>Proponent</translation>
    </message>
    <message>
        <source>The library can&apos;t be opened</source>
        <translation>Die Bibliothek kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Folder: %1
Nothing in it was changed. Start with another folder, or mend this one and start again.</source>
        <translation>Ordner: %1
Darin wurde nichts geändert. Mit einem anderen Ordner starten oder diesen in Ordnung bringen und neu starten.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen…</translation>
    </message>
    <message>
        <source>Choose a library folder</source>
        <translation>Bibliotheksordner wählen</translation>
    </message>
    <message>
        <source>Choose a folder to keep the library in.</source>
        <translation>Einen Ordner für die Bibliothek wählen.</translation>
    </message>
    <message>
        <source>Use the backup</source>
        <translation>Die Sicherung verwenden</translation>
    </message>
    <message>
        <source>There is a backup of %1: %2. What was done since then isn&apos;t in it. The damaged file stays beside it under another name.</source>
        <translation>Es gibt eine Sicherung vom %1: %2. Was seitdem geschah, steht nicht darin. Die beschädigte Datei bleibt unter anderem Namen daneben liegen.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::MainMenu</name>
    <message>
        <source>&amp;Session</source>
        <translation>&amp;Sitzung</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Training</translation>
    </message>
    <message>
        <source>&amp;Influence</source>
        <translation>&amp;Einfluss</translation>
    </message>
    <message>
        <source>Label &amp;audit</source>
        <translation>&amp;Label-Prüfung</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>proponent::ui::MainWindow</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Proponent</source>
        <translation>Proponent</translation>
    </message>
    <message>
        <source>%1 – Proponent</source>
        <translation>%1 – Proponent</translation>
    </message>
    <message>
        <source>Open a data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>About Proponent</source>
        <translation>Über Proponent</translation>
    </message>
    <message>
        <source>Proponent %1</source>
        <translation>Proponent %1</translation>
    </message>
    <message>
        <source>Train a model, then see which training examples made it decide as it does.

With libtorch %1 and Qt %2.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Ein Modell trainieren und dann sehen, welche Trainingsbeispiele zu seinen Entscheidungen geführt haben.

Mit libtorch %1 und Qt %2.

Freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ManualWindow</name>
    <message>
        <source>Manual – Proponent</source>
        <translation>Handbuch – Proponent</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>:/manual/manual.md</source>
        <comment>the file of this language</comment>
        <translation>:/manual/manual_de.md</translation>
    </message>
</context>
<context>
    <name>proponent::ui::MethodChoice</name>
    <message>
        <source>Parameters of the method</source>
        <translation>Parameter der Methode</translation>
    </message>
    <message>
        <source>This method has no parameters</source>
        <translation>Diese Methode hat keine Parameter</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>proponent::ui::MethodModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>Voraussage</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Found out with</source>
        <translation>Herausgefunden mit</translation>
    </message>
    <message>
        <source>How scores are computed</source>
        <translation>Wie Werte berechnet werden</translation>
    </message>
    <message>
        <source>The linear datamodeling score: 1 is perfect, 0 no better than chance</source>
        <translation>Der Linear Datamodeling Score: 1 ist vollkommen, 0 nicht besser als Zufall</translation>
    </message>
    <message>
        <source>What scoring took, for all of these test examples together</source>
        <translation>Was das Berechnen der Werte für alle diese Testbeispiele zusammen gedauert hat</translation>
    </message>
    <message>
        <source>Random subsets of the training examples × copies of the model trained on each</source>
        <translation>Zufällige Teilmengen der Trainingsbeispiele × Kopien des Modells, die auf jeder trainiert wurden</translation>
    </message>
</context>
<context>
    <name>proponent::ui::MethodParameters</name>
    <message>
        <source>chosen by the method</source>
        <translation>wählt die Methode</translation>
    </message>
    <message>
        <source>From %1 to %2; empty: %3</source>
        <translation>Von %1 bis %2; leer: %3</translation>
    </message>
    <message>
        <source>must be a whole number from %1 to %2</source>
        <translation>muss eine ganze Zahl von %1 bis %2 sein</translation>
    </message>
    <message>
        <source>must be a number from %1 to %2</source>
        <translation>muss eine Zahl von %1 bis %2 sein</translation>
    </message>
</context>
<context>
    <name>proponent::ui::MethodsDialog</name>
    <message>
        <source>&amp;Find out</source>
        <translation>&amp;Herausfinden</translation>
    </message>
    <message>
        <source>How well do methods predict?</source>
        <translation>Wie gut sagen Methoden voraus?</translation>
    </message>
    <message>
        <source>It was stopped. The copies that were trained are kept: next time it goes on from there.</source>
        <translation>Es wurde angehalten. Die trainierten Kopien bleiben: Beim nächsten Mal geht es von dort weiter.</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Methoden</translation>
    </message>
    <message>
        <source>Copies of the model are trained on random halves of the training examples, with the session&apos;s own settings. LDS is the correlation, over the halves, between what a method&apos;s scores say of a test example&apos;s loss and what it came to, averaged over the test examples: 1 is perfect, 0 no better than chance. What is random in training itself keeps every method below 1.</source>
        <translation>Kopien des Modells werden mit den Einstellungen der Sitzung auf zufälligen Hälften der Trainingsbeispiele trainiert. LDS ist die Korrelation, über die Hälften, zwischen dem, was die Werte einer Methode für den Verlust eines Testbeispiels erwarten lassen, und dem, was herauskam, gemittelt über die Testbeispiele: 1 ist vollkommen, 0 nicht besser als Zufall. Was am Training selbst zufällig ist, hält jede Methode unter 1.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message numerus="yes">
        <source>To find out, %Ln model(s) have to be trained (%1 halves × %2), and all methods are asked about %3 test examples: about %4, judging by this session&apos;s training.</source>
        <translation>
            <numerusform>Um es herauszufinden, muss %Ln Modell trainiert werden (%1 Hälften × %2), und alle Methoden werden nach %3 Testbeispielen gefragt: etwa %4, dem Training dieser Sitzung nach.</numerusform>
            <numerusform>Um es herauszufinden, müssen %Ln Modelle trainiert werden (%1 Hälften × %2), und alle Methoden werden nach %3 Testbeispielen gefragt: etwa %4, dem Training dieser Sitzung nach.</numerusform>
        </translation>
    </message>
    <message>
        <source>No session is open</source>
        <translation>Keine Sitzung ist offen</translation>
    </message>
    <message>
        <source>It is being found out. The window can be used meanwhile; Stop is at its bottom.</source>
        <translation>Es wird herausgefunden. Das Fenster lässt sich derweil benutzen; Anhalten steht unten.</translation>
    </message>
    <message>
        <source>This can be found out when the session has been trained.</source>
        <translation>Das lässt sich herausfinden, wenn die Sitzung trainiert ist.</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>einige Sekunden</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ModelSection</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>What is trained, smallest first</source>
        <translation>Was trainiert wird, das kleinste zuerst</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>How often the model sees each training example</source>
        <translation>Wie oft das Modell jedes Trainingsbeispiel sieht</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batch-Größe</translation>
    </message>
    <message>
        <source>Training examples in each step</source>
        <translation>Trainingsbeispiele in jedem Schritt</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>The size of each step; also the weight of a checkpoint in an influence score</source>
        <translation>Die Größe jedes Schritts; auch das Gewicht eines Checkpoints im Einflusswert</translation>
    </message>
</context>
<context>
    <name>proponent::ui::MovedProponentModel</name>
    <message>
        <source>rank %1 in B</source>
        <translation>Rang %1 in B</translation>
    </message>
    <message>
        <source>rank %1 in A</source>
        <translation>Rang %1 in A</translation>
    </message>
    <message>
        <source>+ new: not trained in A</source>
        <translation>+ neu: in A nicht trainiert</translation>
    </message>
    <message>
        <source>+ new</source>
        <translation>+ neu</translation>
    </message>
    <message>
        <source>− gone: not trained in B</source>
        <translation>− weg: in B nicht trainiert</translation>
    </message>
    <message>
        <source>− gone</source>
        <translation>− weg</translation>
    </message>
    <message>
        <source>%1. Training example %2: %3, score %4; %5</source>
        <translation>%1. Trainingsbeispiel %2: %3, Wert %4; %5</translation>
    </message>
    <message>
        <source>; in the file it is %1</source>
        <translation>; in der Datei ist es %1</translation>
    </message>
</context>
<context>
    <name>proponent::ui::MovedProponents</name>
    <message>
        <source>How its proponents moved</source>
        <translation>Wie sich die Befürworter verschoben haben</translation>
    </message>
    <message>
        <source>Proponents in A</source>
        <translation>Befürworter in A</translation>
    </message>
    <message>
        <source>Proponents in B</source>
        <translation>Befürworter in B</translation>
    </message>
    <message>
        <source>In A</source>
        <translation>In A</translation>
    </message>
    <message>
        <source>In B</source>
        <translation>In B</translation>
    </message>
    <message>
        <source>Choose a test example</source>
        <translation>Testbeispiel wählen</translation>
    </message>
    <message>
        <source>Its proponents in A and in B appear here, and how they moved.</source>
        <translation>Hier erscheinen seine Befürworter in A und in B und wie sie sich verschoben haben.</translation>
    </message>
    <message>
        <source>Reading the stored answers…</source>
        <translation>Gespeicherte Antworten werden gelesen…</translation>
    </message>
    <message>
        <source>Tracing %1…</source>
        <translation>%1 wird verfolgt…</translation>
    </message>
    <message>
        <source>It begins when the training is done.</source>
        <translation>Beginnt, sobald das Training fertig ist.</translation>
    </message>
    <message>
        <source>You can go on; the answer appears here when it is ready.</source>
        <translation>Währenddessen kann weitergearbeitet werden; die Antwort erscheint hier, sobald sie fertig ist.</translation>
    </message>
    <message>
        <source>Trace in A</source>
        <translation>In A verfolgen</translation>
    </message>
    <message>
        <source>Trace in B</source>
        <translation>In B verfolgen</translation>
    </message>
    <message>
        <source>Trace in both</source>
        <translation>In beiden verfolgen</translation>
    </message>
    <message>
        <source>Did it learn from other examples?</source>
        <translation>Hat das Modell aus anderen Beispielen gelernt?</translation>
    </message>
    <message>
        <source>Trace the test example to see which training examples led to either answer.</source>
        <translation>Das Testbeispiel verfolgen, um zu sehen, welche Trainingsbeispiele zur jeweiligen Antwort geführt haben.</translation>
    </message>
    <message>
        <source>A session without a checkpoint can&apos;t be traced: train it for an epoch first.</source>
        <translation>Eine Sitzung ohne Checkpoint kann nicht verfolgt werden: zuerst eine Epoche lang trainieren.</translation>
    </message>
    <message>
        <source>Enter, or a double click on the example, does the same</source>
        <translation>Eingabetaste oder Doppelklick auf das Beispiel bewirkt dasselbe</translation>
    </message>
    <message>
        <source>%1 of the top %2 proponents of %3 are the same in A and B.</source>
        <translation>In A und B gleich: %1 der %2 stärksten Befürworter von %3.</translation>
    </message>
    <message>
        <source>%1 of the top %2 proponents of %3 in A are among the top %4 in B.</source>
        <translation>Von den %2 stärksten Befürwortern von %3 in A auch unter den ersten %4 in B: %1.</translation>
    </message>
    <message>
        <source>%1, %2. Compare the ranks: the scores of each session have a scale of their own.</source>
        <translation>%1, %2. Die Ränge vergleichen: Die Werte jeder Sitzung haben ihre eigene Skala.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::NoteEditor</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>What this session is about</source>
        <translation>Worum es in dieser Sitzung geht</translation>
    </message>
    <message>
        <source>What was tried, what was seen</source>
        <translation>Was versucht wurde, was zu sehen war</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Notiz speichern</translation>
    </message>
    <message>
        <source>Ctrl+Enter does the same</source>
        <translation>Strg+Eingabe tut dasselbe</translation>
    </message>
</context>
<context>
    <name>proponent::ui::OptimizerSection</name>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstant</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>How gradients become steps</source>
        <translation>Wie aus Gradienten Schritte werden</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Lernratenplan</translation>
    </message>
    <message>
        <source>How the learning rate changes over the epochs</source>
        <translation>Wie sich die Lernrate über die Epochen ändert</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Share of the last step that is kept; SGD only</source>
        <translation>Anteil des letzten Schritts, der erhalten bleibt; nur SGD</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Pulls the parameters towards 0</source>
        <translation>Zieht die Parameter in Richtung 0</translation>
    </message>
</context>
<context>
    <name>proponent::ui::PageBar</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>proponent::ui::PageGallery</name>
    <message>
        <source>can&apos;t make the folder %1; choose another</source>
        <translation>der Ordner %1 kann nicht angelegt werden; einen anderen wählen</translation>
    </message>
    <message>
        <source>the session has no test example to trace</source>
        <translation>die Sitzung hat kein Testbeispiel zum Verfolgen</translation>
    </message>
    <message>
        <source>can&apos;t write %1; is the folder writable?</source>
        <translation>%1 kann nicht geschrieben werden; ist der Ordner beschreibbar?</translation>
    </message>
</context>
<context>
    <name>proponent::ui::PairedInfluence</name>
    <message>
        <source>Tracing %1 in %2</source>
        <translation>Verfolgung von %1 in %2</translation>
    </message>
</context>
<context>
    <name>proponent::ui::PlotWidget</name>
    <message>
        <source>series</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>plot</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Save plot</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>PNG image (*.png);;SVG drawing (*.svg);;PDF document (*.pdf)</source>
        <translation>PNG-Bild (*.png);;SVG-Zeichnung (*.svg);;PDF-Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles anzeigen</translation>
    </message>
    <message>
        <source>Save as PNG, SVG or PDF…</source>
        <translation>Als PNG, SVG oder PDF speichern…</translation>
    </message>
    <message>
        <source>Copy data as CSV</source>
        <translation>Daten als CSV kopieren</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle anzeigen</translation>
    </message>
    <message>
        <source>The plot can&apos;t be written to %1. Choose another folder, or another name.</source>
        <translation>Das Diagramm lässt sich nicht nach %1 schreiben. Einen anderen Ordner oder einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ProbabilityBars</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Class probabilities: %1</source>
        <translation>Klassenwahrscheinlichkeiten: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>the label of this example</source>
        <translation>das Label dieses Beispiels</translation>
    </message>
    <message>
        <source>what the model predicts</source>
        <translation>was das Modell vorhersagt</translation>
    </message>
</context>
<context>
    <name>proponent::ui::QuestionChoice</name>
    <message>
        <source>What made the true label more likely, or less</source>
        <translation>Was das wahre Label wahrscheinlicher gemacht hat oder weniger wahrscheinlich</translation>
    </message>
    <message>
        <source>What made the label more likely that the model says, or less</source>
        <translation>Was das Label, das das Modell nennt, wahrscheinlicher gemacht hat oder weniger wahrscheinlich</translation>
    </message>
    <message>
        <source>What set the true label apart from all others together, however sure the model is</source>
        <translation>Was das wahre Label von allen anderen zusammen abgehoben hat, wie sicher das Modell auch ist</translation>
    </message>
    <message>
        <source>What made a class more likely, whatever is true</source>
        <translation>Was eine Klasse wahrscheinlicher gemacht hat, was auch wahr ist</translation>
    </message>
    <message>
        <source>What made the true label win over a class, or lose</source>
        <translation>Was das wahre Label gegen eine Klasse hat gewinnen lassen oder verlieren</translation>
    </message>
    <message>
        <source>Class asked about</source>
        <translation>Klasse, nach der gefragt wird</translation>
    </message>
    <message>
        <source>The class that the question is about</source>
        <translation>Die Klasse, um die es in der Frage geht</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>proponent::ui::RankedExampleModel</name>
    <message>
        <source>Training example %1: %2, score %3</source>
        <translation>Trainingsbeispiel %1: %2, Wert %3</translation>
    </message>
    <message>
        <source>; label planted wrong, in the file it is %1</source>
        <translation>; Label absichtlich falsch, in der Datei ist es %1</translation>
    </message>
</context>
<context>
    <name>proponent::ui::RecoveryPlot</name>
    <message>
        <source>Planted errors found</source>
        <translation>Gefundene eingestreute Fehler</translation>
    </message>
    <message>
        <source>Training examples looked at</source>
        <translation>Angesehene Trainingsbeispiele</translation>
    </message>
    <message>
        <source>Found in the first %1 %</source>
        <translation>In den ersten %1 % gefunden</translation>
    </message>
    <message>
        <source>By chance</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>What is found by looking at examples in any order</source>
        <translation>Was gefunden wird, wenn die Beispiele in beliebiger Reihenfolge angesehen werden</translation>
    </message>
    <message>
        <source>Errors found</source>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>proponent::ui::Report</name>
    <message numerus="yes">
        <source>%Ln checkpoint(s)</source>
        <translation>
            <numerusform>%Ln Checkpoint</numerusform>
            <numerusform>%Ln Checkpoints</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 training examples</source>
        <translation>%1 Trainingsbeispiele</translation>
    </message>
    <message>
        <source>computed in %1 on %2, %3</source>
        <translation>berechnet in %1 auf %2, %3</translation>
    </message>
    <message>
        <source>ranks agree %1 with fp32</source>
        <translation>Rangübereinstimmung mit fp32 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln training example(s) left out: the value is not finite.</source>
        <translation>
            <numerusform>%Ln Trainingsbeispiel ausgelassen: Der Wert ist nicht endlich.</numerusform>
            <numerusform>%Ln Trainingsbeispiele ausgelassen: Der Wert ist nicht endlich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Training example %1: %2, score %3</source>
        <translation>Trainingsbeispiel %1: %2, Wert %3</translation>
    </message>
    <message>
        <source>⚑ was %1</source>
        <translation>⚑ war %1</translation>
    </message>
    <message>
        <source>No training example had any influence on this one.</source>
        <translation>Kein Trainingsbeispiel hatte Einfluss auf dieses Beispiel.</translation>
    </message>
    <message>
        <source>predicted right</source>
        <translation>richtig vorhergesagt</translation>
    </message>
    <message>
        <source>predicted %1</source>
        <translation>vorhergesagt: %1</translation>
    </message>
    <message>
        <source>Test example %1: %2, %3, loss %4</source>
        <translation>Testbeispiel %1: %2, %3, Verlust %4</translation>
    </message>
    <message>
        <source>How the scores of all training examples are spread, from %1 to %2</source>
        <translation>Verteilung der Werte aller Trainingsbeispiele, von %1 bis %2</translation>
    </message>
    <message>
        <source>Influence</source>
        <translation>Einfluss</translation>
    </message>
    <message>
        <source>No test example of this session is traced.</source>
        <translation>Kein Testbeispiel dieser Sitzung ist verfolgt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln traced test example(s), wrong answers first.</source>
        <translation>
            <numerusform>%Ln verfolgtes Testbeispiel, falsche Antworten zuerst.</numerusform>
            <numerusform>%Ln verfolgte Testbeispiele, falsche Antworten zuerst.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more, traced earlier or predicted right, are left out.</source>
        <translation>
            <numerusform>%Ln weiteres, früher verfolgt oder richtig vorhergesagt, ist ausgelassen.</numerusform>
            <numerusform>%Ln weitere, früher verfolgt oder richtig vorhergesagt, sind ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Self-influence</source>
        <translation>Selbsteinfluss</translation>
    </message>
    <message>
        <source>The training examples that influenced their own prediction most: rare ones, hard ones, and ones with a wrong label.</source>
        <translation>Die Trainingsbeispiele, die ihre eigene Vorhersage am stärksten beeinflusst haben: seltene, schwierige und solche mit falschem Label.</translation>
    </message>
    <message>
        <source>How the self-influence of all training examples is spread</source>
        <translation>Verteilung des Selbsteinflusses aller Trainingsbeispiele</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Test examples</source>
        <translation>Testbeispiele</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Most often taken for</source>
        <translation>Am häufigsten gehalten für</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ohne</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Test examples by the label that they have in the file.</source>
        <translation>Testbeispiele nach dem Label, das sie in der Datei haben.</translation>
    </message>
    <message>
        <source>label ↓ · predicted →</source>
        <translation>Label ↓ · vorhergesagt →</translation>
    </message>
    <message>
        <source>Each number counts test examples; a cell is the darker the larger its share of the row, blue where the answer is right, orange where it is wrong.</source>
        <translation>Jede Zahl zählt Testbeispiele; eine Zelle ist umso dunkler, je größer ihr Anteil an der Zeile ist: blau, wo die Antwort richtig ist, orange, wo sie falsch ist.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message numerus="yes">
        <source>The commonest of %Ln confusion(s) of one class with another.</source>
        <translation>
            <numerusform>%Ln Verwechslung einer Klasse mit einer anderen.</numerusform>
            <numerusform>Die häufigsten von %Ln Verwechslungen einer Klasse mit einer anderen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Worst mistakes</source>
        <translation>Schwerste Fehler</translation>
    </message>
    <message>
        <source>Every test example is predicted right.</source>
        <translation>Jedes Testbeispiel ist richtig vorhergesagt.</translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln wrong answer(s) on the test split, those with the highest loss.</source>
        <translation>
            <numerusform>%Ln falsche Antwort auf den Testdaten.</numerusform>
            <numerusform>%Ln falsche Antworten auf den Testdaten; gezeigt sind die mit dem höchsten Verlust.</numerusform>
        </translation>
    </message>
    <message>
        <source>Test example %1: %2, predicted %3</source>
        <translation>Testbeispiel %1: %2, vorhergesagt %3</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>Verlust %1</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Trained %1 · report written %2</source>
        <translation>Trainiert: %1 · Bericht geschrieben: %2</translation>
    </message>
    <message>
        <source>tags: %1</source>
        <translation>Tags: %1</translation>
    </message>
    <message>
        <source>⚑ marks a label that was planted wrong, and says what it was.</source>
        <translation>⚑ kennzeichnet ein absichtlich falsches Label und nennt das ursprüngliche.</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>Wie es entstand</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Trained with</source>
        <translation>Trainiert mit</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Zahlenformat</translation>
    </message>
    <message>
        <source>Influence of a training example z on a test example z′ is TracInCP of Pruthi, Liu, Kale and Sundararajan, “Estimating Training Data Influence by Tracing Gradient Descent”, NeurIPS 2020, arXiv:2002.08484:</source>
        <translation>Der Einfluss eines Trainingsbeispiels z auf ein Testbeispiel z′ ist TracInCP nach Pruthi, Liu, Kale und Sundararajan, „Estimating Training Data Influence by Tracing Gradient Descent“, NeurIPS 2020, arXiv:2002.08484:</translation>
    </message>
    <message>
        <source>The sum is over checkpoints: w are the parameters there, η is the learning rate that led to it, ℓ the cross-entropy. Above 0: a step on z lowers the loss of z′ (a proponent); below 0 it raises it (an opponent). TracIn, cosine divides each product by both gradients&apos; norms (Charpiat et al., 2019, arXiv:1910.05085); RelatIF divides the sum by the square root of the training example&apos;s self-influence (after Barshan et al., 2020, arXiv:2003.11630).</source>
        <translation>Summiert wird über die Checkpoints: w sind die dortigen Parameter, η ist die Lernrate, die dorthin führte, ℓ die Kreuzentropie. Über 0: Ein Schritt auf z senkt den Verlust von z′ (ein Befürworter); unter 0 erhöht er ihn (ein Gegner). „TracIn, Kosinus“ teilt jedes Produkt durch die Normen beider Gradienten (Charpiat et al., 2019, arXiv:1910.05085); RelatIF teilt die Summe durch die Quadratwurzel des Selbsteinflusses des Trainingsbeispiels (nach Barshan et al., 2020, arXiv:2003.11630).</translation>
    </message>
    <message numerus="yes">
        <source>%Ln kept</source>
        <translation>
            <numerusform>%Ln behalten</numerusform>
            <numerusform>%Ln behalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln relabelled</source>
        <translation>
            <numerusform>%Ln mit geändertem Label</numerusform>
            <numerusform>%Ln mit geändertem Label</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln excluded</source>
        <translation>
            <numerusform>%Ln ausgeschlossen</numerusform>
            <numerusform>%Ln ausgeschlossen</numerusform>
        </translation>
    </message>
    <message>
        <source>Ranked by the loss of the given label plus how few of the nearest examples have it.</source>
        <translation>Geordnet nach dem Verlust des angegebenen Labels und danach, wie wenige der nächsten Beispiele es haben (Summe).</translation>
    </message>
    <message>
        <source>Ranked by the loss of the given label, the mean over the checkpoints.</source>
        <translation>Geordnet nach dem Verlust des angegebenen Labels, gemittelt über die Checkpoints.</translation>
    </message>
    <message>
        <source>Ranked by how far another class was ahead of the given one, the mean over the checkpoints (after Pleiss et al., 2020, arXiv:2001.10528).</source>
        <translation>Geordnet danach, wie weit eine andere Klasse vor der angegebenen lag, gemittelt über die Checkpoints (nach Pleiss et al., 2020, arXiv:2001.10528).</translation>
    </message>
    <message>
        <source>Ranked by how few of the nearest examples have the given label (after Bahri et al., 2020, arXiv:2004.12289).</source>
        <translation>Geordnet danach, wie wenige der nächsten Beispiele das angegebene Label haben (nach Bahri et al., 2020, arXiv:2004.12289).</translation>
    </message>
    <message>
        <source>Ranked by self-influence (Pruthi et al., 2020, arXiv:2002.08484).</source>
        <translation>Geordnet nach Selbsteinfluss (Pruthi et al., 2020, arXiv:2002.08484).</translation>
    </message>
    <message>
        <source>Training example %1: given %2, the model believes %3</source>
        <translation>Trainingsbeispiel %1: Label %2, laut Modell %3</translation>
    </message>
    <message>
        <source>given %1</source>
        <translation>Label %1</translation>
    </message>
    <message>
        <source>believed %1</source>
        <translation>laut Modell %1</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht beurteilt</translation>
    </message>
    <message>
        <source>How many of the planted errors come how early in this ranking</source>
        <translation>Wie viele der eingestreuten Fehler wie früh in dieser Rangfolge stehen</translation>
    </message>
    <message>
        <source>Ranked by</source>
        <translation>Geordnet nach</translation>
    </message>
    <message>
        <source>in the first %1 %</source>
        <translation>in den ersten %1 %</translation>
    </message>
    <message numerus="yes">
        <source>Share of the %Ln label(s) planted wrong that a look at so much of the ranking finds.</source>
        <translation>
            <numerusform>Anteil von %Ln absichtlich falschen Label, der beim Durchsehen dieses Teils der Rangfolge gefunden wird.</numerusform>
            <numerusform>Anteil der %Ln absichtlich falschen Labels, der beim Durchsehen dieses Teils der Rangfolge gefunden wird.</numerusform>
        </translation>
    </message>
    <message>
        <source>Label audit</source>
        <translation>Label-Prüfung</translation>
    </message>
    <message>
        <source>The labels of this session are not audited.</source>
        <translation>Die Labels dieser Sitzung sind nicht geprüft.</translation>
    </message>
    <message>
        <source>The training examples whose labels are most likely wrong, of %1, most suspicious first.</source>
        <translation>Von %1 Trainingsbeispielen die, deren Labels am wahrscheinlichsten falsch sind; die verdächtigsten zuerst.</translation>
    </message>
    <message>
        <source>Judged by a person: %1.</source>
        <translation>Von einem Menschen beurteilt: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln checkpoint(s), computed in %1 on %2, %3.</source>
        <translation>
            <numerusform>%Ln Checkpoint, berechnet in %1 auf %2, %3.</numerusform>
            <numerusform>%Ln Checkpoints, berechnet in %1 auf %2, %3.</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed labels</source>
        <translation>Geänderte Labels</translation>
    </message>
    <message>
        <source>This session was trained again after a person judged labels.</source>
        <translation>Diese Sitzung wurde neu trainiert, nachdem ein Mensch Labels beurteilt hatte.</translation>
    </message>
    <message>
        <source>This session was made from “%1”, after a person judged labels.</source>
        <translation>Diese Sitzung entstand aus „%1“, nachdem ein Mensch Labels beurteilt hatte.</translation>
    </message>
    <message>
        <source>Changed: %1.</source>
        <translation>Geändert: %1.</translation>
    </message>
    <message>
        <source>Training example %1: %2</source>
        <translation>Trainingsbeispiel %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are left out.</source>
        <translation>
            <numerusform>%Ln weiteres ist ausgelassen.</numerusform>
            <numerusform>%Ln weitere sind ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The language of these texts, as in the lang attribute of HTML.</extracomment>
        <translation>de</translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>no image</source>
        <translation>kein Bild</translation>
    </message>
    <message>
        <source>the first %1</source>
        <translation>die ersten %1</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>SGD, momentum %1</source>
        <translation>SGD, Momentum %1</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>%1, chosen automatically</source>
        <translation>%1, automatisch gewählt</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>Testverlust</translation>
    </message>
    <message>
        <source>Train accuracy</source>
        <translation>Trainingsgenauigkeit</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>Testgenauigkeit</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Loss scale</source>
        <translation>Verlustskalierung</translation>
    </message>
    <message>
        <source>Skipped steps</source>
        <translation>Übersprungene Schritte</translation>
    </message>
    <message>
        <source>Loss: cross-entropy in nats. Train figures are means over an epoch&apos;s batches, test figures are of the whole test split after it.</source>
        <translation>Verlust: Kreuzentropie in Nat. Trainingswerte sind Mittel über die Batches einer Epoche, Testwerte gelten für alle Testdaten danach.</translation>
    </message>
    <message>
        <source>One epoch in %1 is shown, and the last.</source>
        <translation>Gezeigt sind jede %1. Epoche und die letzte.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1: no epoch is finished yet</source>
        <translation>%1: noch keine Epoche abgeschlossen</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %3 test examples right after %Ln epoch(s)</source>
        <translation>
            <numerusform>%1: %2 von %3 Testbeispielen richtig nach %Ln Epoche</numerusform>
            <numerusform>%1: %2 von %3 Testbeispielen richtig nach %Ln Epochen</numerusform>
        </translation>
    </message>
    <message>
        <source> of %1 (%2)</source>
        <translation> von %1 (%2)</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>Testgenauigkeit</translation>
    </message>
    <message>
        <source>test loss</source>
        <translation>Testverlust</translation>
    </message>
    <message>
        <source>time of training</source>
        <translation>Trainingsdauer</translation>
    </message>
    <message>
        <source>training examples</source>
        <translation>Trainingsbeispiele</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>labels planted wrong</source>
        <translation>absichtlich falsche Labels</translation>
    </message>
    <message>
        <source>Key figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>The training failed: %1</source>
        <translation>Das Training ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>%1 of the training labels, changed to a wrong class</source>
        <translation>%1 der Trainings-Labels, auf eine falsche Klasse geändert</translation>
    </message>
    <message>
        <source>%1, of which %2 are done</source>
        <translation>%1, davon %2 abgeschlossen</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Training examples</source>
        <translation>Trainingsbeispiele</translation>
    </message>
    <message>
        <source>Label noise</source>
        <translation>Label-Rauschen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batch-Größe</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Lernratenplan</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstant</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Epochen je Checkpoint</translation>
    </message>
    <message numerus="yes">
        <source>%Ln epoch(s)</source>
        <translation>
            <numerusform>%Ln Epoche</numerusform>
            <numerusform>%Ln Epochen</numerusform>
        </translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message numerus="yes">
        <source>%1 × %2 pixels, %Ln channel(s)</source>
        <translation>
            <numerusform>%1 × %2 Pixel, %Ln Kanal</numerusform>
            <numerusform>%1 × %2 Pixel, %Ln Kanäle</numerusform>
        </translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>Normalisierung</translation>
    </message>
    <message>
        <source>mean %1, standard deviation %2, of pixels from 0 to 1</source>
        <translation>Mittelwert %1, Standardabweichung %2, bei Pixelwerten von 0 bis 1</translation>
    </message>
    <message>
        <source>The data set is no longer where it was: the images of this report are stored thumbnails, where there are any.</source>
        <translation>Der Datensatz ist nicht mehr an seinem Ort: Die Bilder dieses Berichts sind gespeicherte Vorschaubilder, soweit vorhanden.</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernverlauf</translation>
    </message>
    <message>
        <source>No epoch is finished yet.</source>
        <translation>Noch ist keine Epoche abgeschlossen.</translation>
    </message>
    <message>
        <source>Loss by epoch; after the last one train %1, test %2</source>
        <translation>Verlust je Epoche; nach der letzten Training %1, Test %2</translation>
    </message>
    <message>
        <source>Accuracy by epoch; after the last one train %1, test %2</source>
        <translation>Genauigkeit je Epoche; nach der letzten Training %1, Test %2</translation>
    </message>
    <message>
        <source>SHA-256 of the data</source>
        <translation>SHA-256 der Daten</translation>
    </message>
    <message>
        <source>Ranked by how little a model trained without the example believes the given label (confident learning, Northcutt et al., 2021, arXiv:1911.00068).</source>
        <translation>Geordnet danach, wie wenig ein ohne das Beispiel trainiertes Modell dem gegebenen Label glaubt (confident learning, Northcutt et al., 2021, arXiv:1911.00068).</translation>
    </message>
    <message>
        <source>Ranked by how much more a model trained without the example believes another label (confident learning, Northcutt et al., 2021, arXiv:1911.00068).</source>
        <translation>Geordnet danach, wie viel mehr ein ohne das Beispiel trainiertes Modell einem anderen Label glaubt (confident learning, Northcutt et al., 2021, arXiv:1911.00068).</translation>
    </message>
    <message>
        <source>%1 of the training labels, changed to the next class</source>
        <translation>%1 der Trainingslabels, geändert zur nächsten Klasse</translation>
    </message>
    <message>
        <source>Training example %1: %2, asked about as if it were a test example</source>
        <translation>Trainingsbeispiel %1: %2, gefragt, als wäre es ein Testbeispiel</translation>
    </message>
    <message>
        <source>+ Proponents: %1</source>
        <translation>+ Befürworter: %1</translation>
    </message>
    <message>
        <source>− Opponents: %1</source>
        <translation>− Gegner: %1</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ReportWriting</name>
    <message>
        <source>The report was written to %1.</source>
        <translation>Der Bericht wurde nach %1 geschrieben.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Write report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF-Dokument (*.pdf)</translation>
    </message>
    <message>
        <source>Another report is being written. Wait for it.</source>
        <translation>Ein anderer Bericht wird gerade geschrieben. Bitte abwarten.</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>Bericht wird geschrieben…</translation>
    </message>
    <message>
        <source>session %1</source>
        <translation>Sitzung %1</translation>
    </message>
</context>
<context>
    <name>proponent::ui::Retraining</name>
    <message>
        <source>, relabelled</source>
        <translation>, Labels geändert</translation>
    </message>
</context>
<context>
    <name>proponent::ui::RunPanel</name>
    <message>
        <source>Test accuracy</source>
        <translation>Testgenauigkeit</translation>
    </message>
    <message>
        <source>Examples/s</source>
        <translation>Beispiele/s</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Loss scale</source>
        <translation>Verlustskalierung</translation>
    </message>
    <message>
        <source>Training examples a second</source>
        <translation>Trainingsbeispiele pro Sekunde</translation>
    </message>
    <message>
        <source>Time left while training; time spent training afterwards</source>
        <translation>Beim Training die verbleibende Zeit, danach die Trainingsdauer</translation>
    </message>
    <message>
        <source>Of the last step</source>
        <translation>Des letzten Schritts</translation>
    </message>
    <message>
        <source>Keeps small gradients in range when training in fp16</source>
        <translation>Hält kleine Gradienten beim Training in fp16 im darstellbaren Bereich</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message numerus="yes">
        <source> (%Ln skipped)</source>
        <translation>
            <numerusform> (%Ln übersprungen)</numerusform>
            <numerusform> (%Ln übersprungen)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>proponent::ui::ScoreContributions</name>
    <message>
        <source>Against</source>
        <translation>Dagegen</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dafür</translation>
    </message>
    <message>
        <source>Contribution of each checkpoint</source>
        <translation>Beitrag jedes Checkpoints</translation>
    </message>
    <message>
        <source>Checkpoint (epoch)</source>
        <translation>Checkpoint (Epoche)</translation>
    </message>
    <message>
        <source>Score added</source>
        <translation>Beitrag zum Wert</translation>
    </message>
    <message>
        <source>Contribution of each layer</source>
        <translation>Beitrag jeder Schicht</translation>
    </message>
    <message>
        <source>Layer, from the input on</source>
        <translation>Schicht, vom Eingang an</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ScoreDistribution</name>
    <message>
        <source>Scores of all training examples</source>
        <translation>Werte aller Trainingsbeispiele</translation>
    </message>
    <message>
        <source>Influence score</source>
        <translation>Einflusswert</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Opponents (−)</source>
        <translation>Gegner (−)</translation>
    </message>
    <message>
        <source>Proponents (+)</source>
        <translation>Befürworter (+)</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SessionLibrary</name>
    <message>
        <source>deletion of “%1”</source>
        <translation>Löschen von „%1“</translation>
    </message>
    <message>
        <source>Deleted “%1”.</source>
        <translation>„%1“ gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>deletion of %Ln session(s)</source>
        <translation>
            <numerusform>Löschen von %Ln Sitzung</numerusform>
            <numerusform>Löschen von %Ln Sitzungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %Ln session(s).</source>
        <translation>
            <numerusform>%Ln Sitzung gelöscht.</numerusform>
            <numerusform>%Ln Sitzungen gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>rename to “%1”</source>
        <translation>Umbenennen in „%1“</translation>
    </message>
    <message>
        <source>note on “%1”</source>
        <translation>Notiz zu „%1“</translation>
    </message>
    <message>
        <source>tags of “%1”</source>
        <translation>Tags von „%1“</translation>
    </message>
    <message>
        <source>“%1” is being trained. Stop it, then delete it.</source>
        <translation>„%1“ wird gerade trainiert. Erst anhalten, dann löschen.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SessionListModel</name>
    <message>
        <source>%1 %2/%3</source>
        <extracomment>State of a session and the epochs that are done and planned: &quot;Interrupted 2/5&quot;</extracomment>
        <translation>%1 %2/%3</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 of %Ln epoch(s)</source>
        <translation>
            <numerusform>%1, %2 von %Ln Epoche</numerusform>
            <numerusform>%1, %2 von %Ln Epochen</numerusform>
        </translation>
    </message>
    <message>
        <source>Test accuracy %1</source>
        <translation>Testgenauigkeit %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln stored trace(s)</source>
        <translation>
            <numerusform>%Ln gespeicherte Verfolgung</numerusform>
            <numerusform>%Ln gespeicherte Verfolgungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation>Tags: %1</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SessionReport</name>
    <message>
        <source>The report can&apos;t be written to %1: %2. Choose a folder that exists and that you may write to.</source>
        <translation>Der Bericht lässt sich nicht nach %1 schreiben: %2. Einen vorhandenen Ordner mit Schreibrecht wählen.</translation>
    </message>
    <message>
        <source>The report can&apos;t be written to %1: %2. Free some space there, or choose another folder.</source>
        <translation>Der Bericht lässt sich nicht nach %1 schreiben: %2. Dort Platz schaffen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Another report is being written; try again when it is done.</source>
        <translation>Ein anderer Bericht wird gerade geschrieben; danach erneut versuchen.</translation>
    </message>
    <message>
        <source>A report is an HTML or a PDF file: end the name %1 with .html or .pdf.</source>
        <translation>Ein Bericht ist eine HTML- oder PDF-Datei: Der Name %1 muss auf .html oder .pdf enden.</translation>
    </message>
    <message>
        <source>An analysis can&apos;t be read and is missing here: %1</source>
        <translation>Eine Analyse ist nicht lesbar und fehlt hier: %1</translation>
    </message>
    <message>
        <source>Images are missing here: %1</source>
        <translation>Hier fehlen Bilder: %1</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SessionsPanel</name>
    <message>
        <source>Search, e.g. cnn &gt;90</source>
        <translation>Suchen, z. B. cnn &gt;90</translation>
    </message>
    <message>
        <source>Search sessions</source>
        <translation>Sitzungen durchsuchen</translation>
    </message>
    <message>
        <source>Words of the name, tags, note, model, data, device or state; or a test accuracy, as in “&gt;90” or “acc&lt;=0.85”</source>
        <translation>Wörter aus Name, Tags, Notiz, Modell, Daten, Gerät oder Zustand; oder eine Testgenauigkeit wie „&gt;90“ oder „acc&lt;=0.85“</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Name</translation>
    </message>
    <message>
        <source>Most accurate first</source>
        <translation>Genaueste zuerst</translation>
    </message>
    <message>
        <source>Last changed first</source>
        <translation>Zuletzt geänderte zuerst</translation>
    </message>
    <message>
        <source>Order of sessions</source>
        <translation>Reihenfolge der Sitzungen</translation>
    </message>
    <message>
        <source>In what order sessions are listed</source>
        <translation>In welcher Reihenfolge Sitzungen aufgeführt sind</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>Everything that can be done with the selected session</source>
        <translation>Alles, was mit der ausgewählten Sitzung möglich ist</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>Nach %1 exportiert.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Noch keine Sitzungen</translation>
    </message>
    <message>
        <source>No session matches this search.</source>
        <translation>Keine Sitzung passt zu dieser Suche.</translation>
    </message>
    <message>
        <source>Every training is kept here with its curves, checkpoints and analyses.</source>
        <translation>Jedes Training wird hier mit seinen Kurven, Checkpoints und Analysen aufbewahrt.</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>Notiz zu %1</translation>
    </message>
    <message>
        <source>Tags of %1, with commas between them</source>
        <translation>Tags von %1, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Export “%1” to a folder</source>
        <translation>„%1“ in einen Ordner exportieren</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SettingsDialog</name>
    <message>
        <source>Give the whole path of the folder.</source>
        <translation>Vollständigen Pfad des Ordners angeben.</translation>
    </message>
    <message>
        <source>%1 is a file. Choose a folder.</source>
        <translation>%1 ist eine Datei. Einen Ordner wählen.</translation>
    </message>
    <message>
        <source>Nothing can be written to %1. Choose another folder.</source>
        <translation>In %1 kann nicht geschrieben werden. Anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>&amp;Tastenkürzel…</translation>
    </message>
    <message>
        <source>See and change the keys of every action</source>
        <translation>Die Tasten jeder Aktion ansehen und ändern</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>&amp;Library folder</source>
        <translation>&amp;Bibliotheksordner</translation>
    </message>
    <message>
        <source>Where sessions, checkpoints and analyses are kept</source>
        <translation>Wo Sitzungen, Checkpoints und Analysen aufbewahrt werden</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Of words and of numbers</source>
        <translation>Der Texte und der Zahlen</translation>
    </message>
    <message>
        <source>A change shows at the next start.</source>
        <translation>Eine Änderung wirkt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>C&amp;PU threads</source>
        <translation>C&amp;PU-Threads</translation>
    </message>
    <message>
        <source>How many the engine may use</source>
        <translation>Wie viele die Berechnung nutzen darf</translation>
    </message>
    <message>
        <source>In new sessions.</source>
        <translation>In neuen Sitzungen.</translation>
    </message>
    <message>
        <source>Epochs between c&amp;heckpoints</source>
        <translation>&amp;Epochen zwischen Checkpoints</translation>
    </message>
    <message>
        <source>More checkpoints make traces finer, and slower; the last epoch always has one</source>
        <translation>Mit mehr Checkpoints wird das Verfolgen feiner, aber langsamer; die letzte Epoche hat immer einen</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Th&amp;umbnails</source>
        <translation>&amp;Vorschaubilder</translation>
    </message>
    <message>
        <source>How large examples are shown in grids</source>
        <translation>Wie groß Beispiele in Rastern gezeigt werden</translation>
    </message>
    <message>
        <source>Library folder</source>
        <translation>Bibliotheksordner</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>Choose the folder of a library, or one to make it in</source>
        <translation>Den Ordner einer Bibliothek wählen, oder einen, in dem sie angelegt werden soll</translation>
    </message>
    <message>
        <source>Choose a library folder</source>
        <translation>Bibliotheksordner wählen</translation>
    </message>
    <message>
        <source>This library is open.</source>
        <translation>Diese Bibliothek ist geöffnet.</translation>
    </message>
    <message>
        <source>Opened at the next start. Open now: %1</source>
        <translation>Wird beim nächsten Start geöffnet. Jetzt geöffnet: %1</translation>
    </message>
    <message>
        <source>Where it takes at most a minute, or an epoch&apos;s time</source>
        <translation>Wo es höchstens eine Minute oder so lange wie eine Epoche dauert</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Trace the &amp;mistakes after a training</source>
        <translation>Nach einem Training die &amp;Fehler verfolgen</translation>
    </message>
    <message>
        <source>Then a click on a mistake answers at once. Whatever you ask for goes first.</source>
        <translation>Dann antwortet ein Klick auf einen Fehler sofort. Wonach jemand fragt, das geht vor.</translation>
    </message>
    <message>
        <source>Build an &amp;index after a training</source>
        <translation>Nach einem Training einen &amp;Index anlegen</translation>
    </message>
    <message>
        <source>Questions about any example are answered at once then. It takes about as long as the training did, and some space on the disk.</source>
        <translation>Fragen zu jedem Beispiel werden dann sofort beantwortet. Das Anlegen dauert etwa so lange wie das Training und braucht etwas Platz auf der Platte.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ShortcutDelegate</name>
    <message>
        <source>New shortcut</source>
        <translation>Neues Tastenkürzel</translation>
    </message>
    <message>
        <source>Press the keys</source>
        <translation>Tasten drücken</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ShortcutModel</name>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Alternative</source>
        <translation>Alternative</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Changed; at first none</source>
        <translation>Geändert; anfangs keines</translation>
    </message>
    <message>
        <source>Changed; at first %1</source>
        <translation>Geändert; anfangs %1</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>%1 moves around in the window. Choose another key.</source>
        <translation>%1 dient zur Bewegung im Fenster. Andere Taste wählen.</translation>
    </message>
    <message>
        <source>%1 is taken by “%2”; not changed.</source>
        <translation>%1 ist von „%2“ belegt; nicht geändert.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::ShortcutsDialog</name>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset &amp;all</source>
        <translation>&amp;Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>Aktionen und Tasten suchen</translation>
    </message>
    <message>
        <source>Part of an action&apos;s name, of its category or of its keys</source>
        <translation>Teil des Namens einer Aktion, ihrer Kategorie oder ihrer Tasten</translation>
    </message>
    <message>
        <source>Take the selected shortcut away</source>
        <translation>Das ausgewählte Tastenkürzel entfernen</translation>
    </message>
    <message>
        <source>Give the selected action the shortcuts that it had at first</source>
        <translation>Der ausgewählten Aktion ihre ursprünglichen Tastenkürzel geben</translation>
    </message>
    <message>
        <source>Give every action the shortcuts that it had at first</source>
        <translation>Jeder Aktion ihre ursprünglichen Tastenkürzel geben</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>proponent::ui::StatCard</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SuspectFilterBar</name>
    <message>
        <source>Show planted errors</source>
        <translation>Eingestreute Fehler zeigen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>Nicht beurteilt</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Beurteilt</translation>
    </message>
    <message>
        <source>Leave out examples of which the model believes the given label</source>
        <translation>Beispiele auslassen, deren Label das Modell bestätigt</translation>
    </message>
    <message>
        <source>Flag the labels that were planted wrong. Off, so that you judge as you would your own data</source>
        <translation>Absichtlich falsche Labels kennzeichnen. Aus, damit wie bei eigenen Daten beurteilt wird</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>What the bar under each example measures; largest first</source>
        <translation>Was der Balken unter jedem Beispiel misst; größte Werte zuerst</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Show the examples with this label</source>
        <translation>Beispiele mit diesem Label zeigen</translation>
    </message>
    <message>
        <source>Model believes</source>
        <translation>Laut Modell</translation>
    </message>
    <message>
        <source>Show the examples that the model would give this label</source>
        <translation>Beispiele zeigen, denen das Modell dieses Label gäbe</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>What you judge stays in sight until you choose here again</source>
        <translation>Was beurteilt wird, bleibt sichtbar, bis hier neu gewählt wird</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>Alle Klassen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Suspects that are shown, of those that the audit kept</source>
        <translation>Gezeigte Verdachtsfälle, von denen, die die Prüfung behalten hat</translation>
    </message>
    <message>
        <source>Only disagreements</source>
        <translation>Nur Abweichungen</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SuspectGrid</name>
    <message>
        <source>Suspicious training examples</source>
        <translation>Verdächtige Trainingsbeispiele</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SuspectList</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>No suspects</source>
        <translation>Keine Verdachtsfälle</translation>
    </message>
    <message>
        <source>No suspect is like that.</source>
        <translation>Kein Verdachtsfall entspricht dieser Auswahl.</translation>
    </message>
    <message>
        <source>The model&apos;s answers are not finite, so that nothing can be ranked. Train again with a lower learning rate.</source>
        <translation>Die Antworten des Modells sind nicht endlich, sodass sich nichts ordnen lässt. Mit kleinerer Lernrate neu trainieren.</translation>
    </message>
    <message>
        <source>Show all suspects</source>
        <translation>Alle Verdachtsfälle zeigen</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SuspectModel</name>
    <message>
        <source>Training example %1, suspect %2 of %3: labelled %4, the model believes %5, %6 %7</source>
        <translation>Trainingsbeispiel %1, Verdachtsfall %2 von %3: Label %4, laut Modell %5, %6 %7</translation>
    </message>
    <message>
        <source>; judged: %1</source>
        <translation>; beurteilt: %1</translation>
    </message>
    <message>
        <source>; label planted wrong, in the file it is %1</source>
        <translation>; Label absichtlich falsch, in der Datei ist es %1</translation>
    </message>
</context>
<context>
    <name>proponent::ui::SuspicionHistogram</name>
    <message>
        <source>Suspicion of all training examples</source>
        <translation>Verdacht aller Trainingsbeispiele</translation>
    </message>
    <message>
        <source>Suspicion</source>
        <translation>Verdacht</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Training examples</source>
        <translation>Trainingsbeispiele</translation>
    </message>
    <message>
        <source>Suspicion (%1)</source>
        <translation>Verdacht (%1)</translation>
    </message>
</context>
<context>
    <name>proponent::ui::TableTwin</name>
    <message>
        <source>Data of the plot</source>
        <translation>Daten des Diagramms</translation>
    </message>
    <message>
        <source>%1: data</source>
        <translation>%1: Daten</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Take the plot&apos;s data as it is now (F5)</source>
        <translation>Die Daten des Diagramms auf den jetzigen Stand bringen (F5)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected cells, or all of them, for a spreadsheet (Ctrl+C)</source>
        <translation>Die ausgewählten oder alle Zellen für eine Tabellenkalkulation kopieren (Strg+C)</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Write the whole table to a file (Ctrl+S)</source>
        <translation>Die ganze Tabelle in eine Datei schreiben (Strg+S)</translation>
    </message>
    <message>
        <source>The table can&apos;t be written to %1: %2. Choose another folder.</source>
        <translation>Die Tabelle lässt sich nicht nach %1 schreiben: %2. Anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>plot</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Save table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV-Tabelle (*.csv)</translation>
    </message>
</context>
<context>
    <name>proponent::ui::TagEditor</name>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Words to find this session by, with commas between them</source>
        <translation>Wörter, unter denen diese Sitzung zu finden ist, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>baseline, noise 20 %</source>
        <translation>Baseline, Rauschen 20 %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save tags</source>
        <translation>Tags speichern</translation>
    </message>
</context>
<context>
    <name>proponent::ui::TestExampleModel</name>
    <message>
        <source>predicted correctly</source>
        <translation>richtig vorhergesagt</translation>
    </message>
    <message>
        <source>predicted %1</source>
        <translation>vorhergesagt %1</translation>
    </message>
    <message>
        <source>Test example %1: %2, %3, loss %4</source>
        <translation>Testbeispiel %1: %2, %3, Verlust %4</translation>
    </message>
    <message>
        <source>, traced</source>
        <translation>, verfolgt</translation>
    </message>
</context>
<context>
    <name>proponent::ui::TestExamplePanel</name>
    <message>
        <source>Trace when selected</source>
        <translation>Bei Auswahl verfolgen</translation>
    </message>
    <message>
        <source>Test examples</source>
        <translation>Testbeispiele</translation>
    </message>
    <message>
        <source>Trace an example as soon as it is selected; otherwise with Enter</source>
        <translation>Ein Beispiel verfolgen, sobald es ausgewählt ist; sonst mit Enter</translation>
    </message>
    <message>
        <source>Test examples that the model gets wrong, worst first</source>
        <translation>Testbeispiele, bei denen das Modell falsch liegt, die schwersten Fehler zuerst</translation>
    </message>
    <message>
        <source>Every test example: mistakes first, then by loss</source>
        <translation>Alle Testbeispiele: Fehler zuerst, dann nach Verlust</translation>
    </message>
    <message>
        <source>Class shown</source>
        <translation>Gezeigte Klasse</translation>
    </message>
    <message>
        <source>Show the test examples of one class</source>
        <translation>Testbeispiele einer Klasse zeigen</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>Alle Klassen</translation>
    </message>
    <message>
        <source>Mistakes %1</source>
        <translation>Fehler %1</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>Alle %1</translation>
    </message>
    <message>
        <source>No answers yet</source>
        <translation>Noch keine Antworten</translation>
    </message>
    <message>
        <source>They are here after the first epoch.</source>
        <translation>Nach der ersten Epoche stehen sie hier.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>No test example is like that. Choose All, or another class.</source>
        <translation>Kein Testbeispiel entspricht dieser Auswahl. „Alle“ oder eine andere Klasse wählen.</translation>
    </message>
</context>
<context>
    <name>proponent::ui::TraceBar</name>
    <message>
        <source>Trace</source>
        <translation>Verfolgen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzte</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>All parameters: exact. The last layer only: fast, and blind to the rest</source>
        <translation>Alle Parameter: exakt. Nur die letzte Schicht: schnell, aber blind für den Rest</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>The checkpoints that are summed over</source>
        <translation>Die Checkpoints, über die summiert wird</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Proponents and opponents that are kept for each test example</source>
        <translation>Befürworter und Gegner, die je Testbeispiel behalten werden</translation>
    </message>
    <message>
        <source>Find the training examples behind the selected test examples (Enter)</source>
        <translation>Die Trainingsbeispiele hinter den ausgewählten Testbeispielen finden (Enter)</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Übliche</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>Voraussage</translation>
    </message>
    <message>
        <source>Find out…</source>
        <translation>Herausfinden…</translation>
    </message>
    <message>
        <source>How well scores of this method predict what retraining does on this session, as it was found with %1. 1 is perfect, 0 no better than chance.</source>
        <translation>Wie gut die Werte dieser Methode voraussagen, was neues Trainieren in dieser Sitzung bewirkt, herausgefunden mit %1. 1 ist vollkommen, 0 nicht besser als Zufall.</translation>
    </message>
    <message>
        <source>Nobody has found out yet how well this method predicts what retraining does on this session</source>
        <translation>Noch hat niemand herausgefunden, wie gut diese Methode voraussagt, was neues Trainieren in dieser Sitzung bewirkt</translation>
    </message>
    <message>
        <source>Until you choose a method, the one stands here that predicts best what retraining does: as it was found on this session, or else in our own measurements, of those that take at most about a minute here. Your choice is kept for this session and for this model.</source>
        <translation>Bis eine Methode gewählt ist, steht hier die, die am besten voraussagt, was neues Trainieren bewirkt: wie es in dieser Sitzung herausgefunden wurde, sonst nach unseren Messungen von denen, die hier höchstens etwa eine Minute brauchen. Die Wahl wird für diese Sitzung und dieses Modell behalten.</translation>
    </message>
    <message>
        <source>your choice</source>
        <translation>selbst gewählt</translation>
    </message>
    <message>
        <source>predicts best of what was tried on this session</source>
        <translation>sagt am besten voraus von dem, was in dieser Sitzung versucht wurde</translation>
    </message>
    <message>
        <source>predicts best of what takes under a minute here</source>
        <translation>sagt am besten voraus von dem, was hier keine Minute braucht</translation>
    </message>
    <message>
        <source>takes least of what predicts well</source>
        <translation>braucht am wenigsten von dem, was gut voraussagt</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>einige Sekunden</translation>
    </message>
    <message>
        <source>About %1 · %2</source>
        <translation>Etwa %1 · %2</translation>
    </message>
    <message>
        <source>answers at once from the index</source>
        <translation>antwortet sofort aus dem Index</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>eine Sekunde</translation>
    </message>
</context>
<context>
    <name>proponent::ui::Tracing</name>
    <message numerus="yes">
        <source>Checking %Ln score(s)</source>
        <translation>
            <numerusform>%Ln Wert wird geprüft</numerusform>
            <numerusform>%Ln Werte werden geprüft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tracing %Ln test example(s)</source>
        <translation>
            <numerusform>%Ln Testbeispiel wird verfolgt</numerusform>
            <numerusform>%Ln Testbeispiele werden verfolgt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tracing %Ln training example(s)</source>
        <translation>
            <numerusform>%Ln Trainingsbeispiel wird verfolgt</numerusform>
            <numerusform>%Ln Trainingsbeispiele werden verfolgt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>proponent::ui::TracingAhead</name>
    <message numerus="yes">
        <source>Tracing %Ln mistake(s) ahead</source>
        <translation>
            <numerusform>%Ln Fehler wird im Voraus verfolgt</numerusform>
            <numerusform>%Ln Fehler werden im Voraus verfolgt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>proponent::ui::TrainPage</name>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Start a new session with these settings</source>
        <translation>Eine neue Sitzung mit diesen Einstellungen starten</translation>
    </message>
    <message>
        <source>Stop after this batch; the session can be resumed</source>
        <translation>Nach diesem Batch anhalten; die Sitzung lässt sich fortsetzen</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>Ab dem letzten Checkpoint weitermachen</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet…</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>%1 · %2 parameters · %3 training examples · %4 %5</source>
        <translation>%1 · %2 Parameter · %3 Trainingsbeispiele · %4 %5</translation>
    </message>
    <message>
        <source>Stopped. What was finished is kept; Resume goes on from the last checkpoint.</source>
        <translation>Angehalten. Fertiges bleibt erhalten; „Fortsetzen“ macht ab dem letzten Checkpoint weiter.</translation>
    </message>
    <message>
        <source>Stopped before the session began.</source>
        <translation>Angehalten, bevor die Sitzung begann.</translation>
    </message>
    <message>
        <source>Training is complete. See what the changed labels gained.</source>
        <translation>Das Training ist abgeschlossen. Ansehen, was die geänderten Labels gebracht haben.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Training is complete. See what the model got wrong, and why.</source>
        <translation>Das Training ist abgeschlossen. Ansehen, was das Modell falsch macht, und warum.</translation>
    </message>
    <message>
        <source>Show mistakes</source>
        <translation>Fehler zeigen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
</context>
<context>
    <name>proponent::ui::TrainingForm</name>
    <message>
        <source>More settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>farbig</translation>
    </message>
    <message numerus="yes">
        <source>%Ln channel(s)</source>
        <translation>
            <numerusform>%Ln Kanal</numerusform>
            <numerusform>%Ln Kanäle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 training and %2 test examples, %3 × %4 %5, %Ln class(es)</source>
        <translation>
            <numerusform>%1 Trainings- und %2 Testbeispiele, %3 × %4 %5, %Ln Klasse</numerusform>
            <numerusform>%1 Trainings- und %2 Testbeispiele, %3 × %4 %5, %Ln Klassen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>proponent::ui::TrainingRun</name>
    <message>
        <source>Training %1</source>
        <translation>%1 wird trainiert</translation>
    </message>
    <message>
        <source>Resuming %1</source>
        <translation>%1 wird fortgesetzt</translation>
    </message>
</context>
<context>
    <name>proponent::ui::WelcomePage</name>
    <message>
        <source>Try Fashion-MNIST</source>
        <translation>Fashion-MNIST ausprobieren</translation>
    </message>
    <message>
        <source>Train a small network on 10,000 pictures of clothes, then see its mistakes. Takes about a minute.</source>
        <translation>Ein kleines Netz mit 10.000 Bildern von Kleidung trainieren, dann seine Fehler ansehen. Dauert etwa eine Minute.</translation>
    </message>
    <message>
        <source>Open a data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Set up a training</source>
        <translation>Training einrichten</translation>
    </message>
    <message>
        <source>Choose the model, the optimiser, the device and everything else yourself.</source>
        <translation>Modell, Optimierer, Gerät und alles Weitere selbst wählen.</translation>
    </message>
    <message>
        <source>Why did the model decide like that?</source>
        <translation>Warum hat das Modell so entschieden?</translation>
    </message>
    <message>
        <source>Train a model, then see which training examples taught it each decision: the proponents that pushed it there, and the opponents that pushed it away.</source>
        <translation>Ein Modell trainieren und dann sehen, aus welchen Trainingsbeispielen es jede Entscheidung gelernt hat: die Befürworter, die es dorthin gedrängt haben, und die Gegner, die es davon weggedrängt haben.</translation>
    </message>
    <message>
        <source>Your own images, in a folder for each class, or IDX files. Or drop the folder onto this window.</source>
        <translation>Eigene Bilder, je Klasse in einem Ordner, oder IDX-Dateien. Oder den Ordner auf dieses Fenster ziehen.</translation>
    </message>
</context>
</TS>
