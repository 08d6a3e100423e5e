#pragma once

#include <QFile>
#include <QString>
#include <QStringList>
#include <map>
#include <string>
#include <vector>

#include "core/hardware/model_shape.h"

namespace quantscope::hardware_testing {

inline std::string resource(const std::string& name) {
  return std::string(QUANTSCOPE_SOURCE_DIR) + "/resources/" + name;
}

inline hardware::ModelShape shape(const std::string& id) {
  return hardware::read_model_shape(resource("models/" + id + ".json"));
}

/// Rows of a golden table by column name; empty where the shared folder is missing.
using Row = std::map<QString, QString>;
inline std::vector<Row> golden(const QString& name) {
  QFile file(QStringLiteral(QUANTSCOPE_SHARED_DIR) + "/golden/" + name);
  std::vector<Row> rows;
  if (!file.open(QIODevice::ReadOnly)) return rows;
  const QStringList columns = QString::fromUtf8(file.readLine()).trimmed().split(',');
  while (!file.atEnd()) {
    const QStringList cells = QString::fromUtf8(file.readLine()).trimmed().split(',');
    Row row;
    for (qsizetype c = 0; c < columns.size() && c < cells.size(); ++c) row[columns[c]] = cells[c];
    rows.push_back(row);
  }
  return rows;
}

inline double number(const Row& row, const char* column) {
  return row.at(column).toDouble();
}

/// |a − b| relative to the larger, 0 for two zeros.
inline double relative(double a, double b) {
  const double larger = std::max(std::abs(a), std::abs(b));
  return larger > 0 ? std::abs(a - b) / larger : 0;
}

}  // namespace quantscope::hardware_testing
