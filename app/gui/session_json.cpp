#include <QDir>
#include <QJsonArray>

#include "app/gui/session.h"

namespace quantscope::gui {
namespace {

QJsonObject values_json(const base::ParameterValues& values) {
  QJsonObject object;
  for (const auto& [id, value] : values)
    std::visit(
        [&, key = QString::fromStdString(id)](const auto& each) {
          if constexpr (std::is_same_v<std::decay_t<decltype(each)>, std::string>)
            object[key] = QString::fromStdString(each);
          else
            object[key] = each;
        },
        value);
  return object;
}

QJsonObject setting_json(const study::Setting& setting) {
  return {{QStringLiteral("method"), QString::fromStdString(setting.method)},
          {QStringLiteral("values"), values_json(setting.values)}};
}

QJsonObject view_json(const ViewState& view) {
  QJsonObject object;
  if (!view.page.isEmpty()) object[QStringLiteral("page")] = view.page;
  if (!view.tensor.isEmpty()) object[QStringLiteral("tensor")] = view.tensor;
  if (view.channel >= 0) object[QStringLiteral("channel")] = view.channel;
  if (view.values) object[QStringLiteral("values")] = QJsonArray{view.values->first, view.values->second};
  QJsonArray channels, filters;
  for (const int channel : view.channels) channels.append(channel);
  for (const Filter& filter : view.filters) filters.append(filter.to_json());
  if (!channels.isEmpty()) object[QStringLiteral("channels")] = channels;
  if (!filters.isEmpty()) object[QStringLiteral("filters")] = filters;
  return object;
}

QJsonObject runs_json(const RunList::State& state) {
  QJsonArray list;
  for (const PinnedRun& run : state.runs) {
    QJsonObject object = setting_json(run.setting);
    object[QStringLiteral("name")] = run.name;
    object[QStringLiteral("colour")] = run.colour;
    object[QStringLiteral("visible")] = run.visible;
    list.append(object);
  }
  QJsonObject object{{QStringLiteral("list"), list}};
  if (state.baseline >= 0) object[QStringLiteral("baseline")] = state.baseline;
  return object;
}

QJsonObject file_json(const QString& path, const QString& folder) {
  QJsonObject file{{QStringLiteral("path"), path}};
  const QString relative = folder.isEmpty() ? QString() : QDir(folder).relativeFilePath(path);
  if (!relative.isEmpty() && QDir::isRelativePath(relative) && !relative.startsWith(QLatin1String("..")))
    file[QStringLiteral("relative")] = relative;
  return file;
}

}  // namespace

QJsonObject to_json(const Session& session, const QString& folder) {
  QJsonObject object{{QStringLiteral("format"), QLatin1String(session_text_key)},
                     {QStringLiteral("format_version"), Session::format_version},
                     {QStringLiteral("outlier_factor"), session.outlier_factor},
                     {QStringLiteral("runs"), runs_json(session.runs)},
                     {QStringLiteral("view"), view_json(session.view)}};
  if (!session.file.isEmpty()) object[QStringLiteral("file")] = file_json(session.file, folder);
  if (!session.inputs.isEmpty()) object[QStringLiteral("inputs")] = file_json(session.inputs, folder);
  if (session.setting) object[QStringLiteral("setting")] = setting_json(*session.setting);
  if (!session.remembered.empty()) {
    QJsonObject remembered;
    for (const auto& [method, values] : session.remembered)
      remembered[QString::fromStdString(method)] = values_json(values);
    object[QStringLiteral("remembered")] = remembered;
  }
  if (!session.pages.isEmpty()) object[QStringLiteral("pages")] = session.pages;
  if (!session.geometry.isEmpty() || !session.columns.isEmpty())
    object[QStringLiteral("window")] =
        QJsonObject{{QStringLiteral("geometry"), QString::fromLatin1(session.geometry.toBase64())},
                    {QStringLiteral("columns"), QString::fromLatin1(session.columns.toBase64())}};
  return object;
}

}  // namespace quantscope::gui
