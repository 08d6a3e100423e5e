#include "app/gui/sample_model.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace quantscope::gui {

QString sample_model_path() {
  const QString name = QStringLiteral("wordnet-llama.h5");
  QStringList candidates;
  if (qEnvironmentVariableIsSet("QUANTSCOPE_SAMPLE")) candidates << qEnvironmentVariable("QUANTSCOPE_SAMPLE");
  candidates
      << QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("../share/quantscope/") + name);
  candidates << QStringLiteral(QUANTSCOPE_DATASETS_DIR "/") + name;
  for (const QString& candidate : candidates)
    if (QFileInfo(candidate).isFile()) return QFileInfo(candidate).canonicalFilePath();
  return {};
}

}  // namespace quantscope::gui
