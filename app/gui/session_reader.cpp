#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <algorithm>
#include <cmath>
#include <limits>

#include "app/gui/session.h"
#include "core/base/error.h"
#include "core/methods/method.h"

namespace quantscope::gui {
namespace {

// Bounds of what a sane session holds; all that lies beyond is dropped.
constexpr int longest_name = 400;   // letters of a run's name or a page's id
constexpr int longest_text = 4096;  // letters of a path or a pattern
constexpr int most_filters = 100;
constexpr int most_brushed = 1 << 20;  // channels
constexpr int most_page_bytes = 1 << 18;
constexpr int most_layout_bytes = 1 << 18;

/// Reads part by part; what is missing has its default, what is wrong is dropped with a sentence.
class Reader {
 public:
  explicit Reader(QString folder) : folder_(std::move(folder)) {}

  SessionReading read(const QJsonObject& object) {
    Session& session = reading_.session;
    if (const auto file = part(object, "file", QJsonValue::Object)) read_file(file->toObject());
    if (const auto inputs = part(object, "inputs", QJsonValue::Object)) read_inputs(inputs->toObject());
    if (const auto setting = part(object, "setting", QJsonValue::Object)) {
      session.setting = read_setting(setting->toObject(), Session::tr("the setting"));
      if (session.setting) ++used_;
    }
    if (const auto remembered = part(object, "remembered", QJsonValue::Object))
      read_remembered(remembered->toObject());
    if (const auto runs = part(object, "runs", QJsonValue::Object)) read_runs(runs->toObject());
    if (const auto view = part(object, "view", QJsonValue::Object)) read_view(view->toObject());
    if (const auto factor = part(object, "outlier_factor", QJsonValue::Double)) {
      const double value = factor->toDouble();
      if (value >= Session::smallest_outlier_factor && value <= Session::largest_outlier_factor) {
        session.outlier_factor = value;
        ++used_;
      } else {
        drop(Session::tr("the outlier factor %1 lies outside %2 to %3")
                 .arg(value)
                 .arg(Session::smallest_outlier_factor)
                 .arg(Session::largest_outlier_factor));
      }
    }
    if (const auto pages = part(object, "pages", QJsonValue::Object)) read_pages(pages->toObject());
    if (const auto window = part(object, "window", QJsonValue::Object)) {
      session.geometry = read_layout(window->toObject(), "geometry");
      session.columns = read_layout(window->toObject(), "columns");
    }
    if (used_ == 0 && !reading_.dropped.isEmpty())
      throw base::Error(Session::tr("nothing in this session can be used: %1")
                            .arg(reading_.dropped.mid(0, 3).join(QStringLiteral("; ")))
                            .toStdString());
    for (QString& sentence : reading_.dropped) {
      sentence[0] = sentence[0].toUpper();
      sentence += '.';
    }
    return std::move(reading_);
  }

  void drop(const QString& what) {
    constexpr int most_sentences = 50;
    if (reading_.dropped.size() < most_sentences) reading_.dropped << what;
  }

 private:
  /// Nothing where it is missing or of the wrong type, which is told.
  std::optional<QJsonValue> part(const QJsonObject& object, const char* key, QJsonValue::Type type) {
    const auto found = object.constFind(QLatin1String(key));
    if (found == object.constEnd()) return std::nullopt;
    if (found->type() == type) return *found;
    drop(Session::tr("\"%1\" is not of the kind that it must be").arg(QLatin1String(key)));
    return std::nullopt;
  }

  QString text(const QJsonObject& object, const char* key, int most) {
    const auto value = part(object, key, QJsonValue::String);
    if (!value) return {};
    const QString text = value->toString();
    if (text.size() <= most) return text;
    drop(Session::tr("\"%1\" has %2 letters").arg(QLatin1String(key)).arg(text.size()));
    return {};
  }

  /// A whole number within the bounds, else nothing, which is told.
  std::optional<int> whole(const QJsonValue& value, const char* key, int lowest, int highest) {
    const double number = value.toDouble(std::nan(""));
    if (number >= lowest && number <= highest && number == std::floor(number))
      return static_cast<int>(number);
    drop(Session::tr("\"%1\" is no whole number from %2 to %3")
             .arg(QLatin1String(key))
             .arg(lowest)
             .arg(highest));
    return std::nullopt;
  }

  struct Places {
    QString path;        ///< the absolute one
    QStringList places;  ///< where the file may be, most likely first
  };

  /// Nothing where the session names no file; no places where it names none of this machine.
  std::optional<Places> read_places(const QJsonObject& object) {
    const QString path = text(object, "path", longest_text);
    const QString relative = text(object, "relative", longest_text);
    if (path.isEmpty() && relative.isEmpty()) return std::nullopt;
    QStringList places;
    if (!folder_.isEmpty()) {
      const QDir folder(folder_);
      const QString below = QDir::cleanPath(relative);
      if (!relative.isEmpty() && !below.startsWith(QLatin1String("..")) && QDir::isRelativePath(below))
        places << folder.absoluteFilePath(below);
      if (!path.isEmpty()) places << path << folder.absoluteFilePath(QFileInfo(path).fileName());
    } else if (!path.isEmpty()) {
      places << path;
    }
    if (!path.isEmpty() && !QDir::isAbsolutePath(path)) places.removeAll(path);
    places.removeDuplicates();
    return Places{path, places};
  }

  static QString first_there(const QStringList& places) {
    const auto there =
        std::ranges::find_if(places, [](const QString& place) { return QFileInfo(place).isFile(); });
    return there == places.end() ? QString() : *there;
  }

  static QString in_words(QStringList places) {
    for (QString& place : places) place = QDir::toNativeSeparators(place);
    return places.join(Session::tr(" or at "));
  }

  void read_file(const QJsonObject& object) {
    const std::optional<Places> known = read_places(object);
    if (!known) return;
    const auto& [path, places] = *known;
    if (places.isEmpty()) {
      drop(Session::tr("the path of the model is no place of this machine"));
      return;
    }
    ++used_;
    const QString there = first_there(places);
    reading_.session.file = !there.isEmpty() ? there : places.contains(path) ? path : places.front();
    if (!there.isEmpty()) return;
    drop(
        Session::tr("the model was expected at %1 and is not there: put it back, or open it from where it is "
                    "now; the settings are kept")
            .arg(in_words(places)));
  }

  void read_inputs(const QJsonObject& object) {
    const std::optional<Places> known = read_places(object);
    if (!known) return;
    reading_.session.inputs = first_there(known->places);
    if (reading_.session.inputs.isEmpty())
      drop(Session::tr("the captured inputs were expected at %1 and are not there: capture them again (menu "
                       "Model)")
               .arg(in_words(known->places)));
    else
      ++used_;
  }

  base::ParameterValues read_values(const QJsonObject& object, const methods::Method& method,
                                    const QString& where) {
    const std::vector<base::ParameterSpec> specs = method.parameters(nullptr);
    base::ParameterValues values;
    for (auto entry = object.constBegin(); entry != object.constEnd(); ++entry) {
      const std::string id = entry.key().left(longest_name).toStdString();
      const base::ParameterSpec* spec = base::find_parameter(specs, id);
      if (!spec) {
        drop(QCoreApplication::translate("quantscope::gui::Session", "%1: %2 has no parameter \"%3\"")
                 .arg(where, QString::fromStdString(method.description().id), QString::fromStdString(id)));
        continue;
      }
      base::ParameterValue value;
      if (entry->isDouble())
        value = entry->toDouble();
      else if (entry->isBool())
        value = entry->toBool();
      else
        value = entry->toString().left(longest_name).toStdString();
      if (const std::string reason = base::why_invalid(*spec, value); !reason.empty())
        drop(QCoreApplication::translate("quantscope::gui::Session", "%1: %2")
                 .arg(where, QString::fromStdString(reason)));
      else
        values[id] = value;
    }
    return values;
  }

  const methods::Method* known_method(const QString& id, const QString& where) {
    for (const auto& method : methods::all_methods())
      if (method->description().id == id.toStdString()) return method.get();
    drop(QCoreApplication::translate("quantscope::gui::Session", "%1: this program has no method \"%2\"")
             .arg(where, id));
    return nullptr;
  }

  std::optional<study::Setting> read_setting(const QJsonObject& object, const QString& where) {
    const methods::Method* method = known_method(text(object, "method", longest_name), where);
    if (!method) return std::nullopt;
    study::Setting setting{method->description().id, {}};
    if (const auto values = part(object, "values", QJsonValue::Object))
      setting.values = read_values(values->toObject(), *method, where);
    return setting;
  }

  void read_remembered(const QJsonObject& object) {
    for (auto entry = object.constBegin(); entry != object.constEnd(); ++entry) {
      const QString where = Session::tr("remembered values");
      const methods::Method* method = known_method(entry.key().left(longest_name), where);
      if (!method) continue;
      reading_.session.remembered[method->description().id] = read_values(entry->toObject(), *method, where);
      ++used_;
    }
  }

  void read_runs(const QJsonObject& object) {
    RunList::State& state = reading_.session.runs;
    const auto list = part(object, "list", QJsonValue::Array);
    if (!list) return;
    const QJsonArray entries = list->toArray();
    if (entries.size() > RunList::most_runs)
      drop(Session::tr("the session has %1 runs; the first %2 are used")
               .arg(entries.size())
               .arg(RunList::most_runs));
    std::vector<int> place(static_cast<std::size_t>(std::min<qsizetype>(entries.size(), RunList::most_runs)),
                           -1);
    QSet<QString> names;
    for (std::size_t index = 0; index < place.size(); ++index) {
      const QString where = Session::tr("run %1").arg(index + 1);
      std::optional<PinnedRun> run = read_run(entries[static_cast<qsizetype>(index)].toObject(), where);
      if (!run) continue;
      if (names.contains(run->name)) {
        drop(Session::tr("%1: there is another run of the name \"%2\"").arg(where, run->name));
        continue;
      }
      names.insert(run->name);
      place[index] = static_cast<int>(state.runs.size());
      state.runs.push_back(std::move(*run));
      ++used_;
    }
    if (!object.contains(QStringLiteral("baseline")) || place.empty()) return;
    if (const auto baseline =
            whole(object[QStringLiteral("baseline")], "baseline", 0, static_cast<int>(place.size()) - 1))
      state.baseline = place[static_cast<std::size_t>(*baseline)];
  }

  std::optional<PinnedRun> read_run(const QJsonObject& object, const QString& where) {
    const std::optional<study::Setting> setting = read_setting(object, where);
    if (!setting) return std::nullopt;
    PinnedRun run;
    run.setting = *setting;
    run.name = text(object, "name", longest_name).simplified();
    if (run.name.isEmpty()) run.name = short_name(run.setting);
    if (object.contains(QStringLiteral("colour")))
      run.colour = whole(object[QStringLiteral("colour")], "colour", 0, RunList::most_runs - 1).value_or(0);
    if (const auto visible = part(object, "visible", QJsonValue::Bool)) run.visible = visible->toBool();
    return run;
  }

  void read_view(const QJsonObject& object) {
    ViewState& view = reading_.session.view;
    view.page = text(object, "page", longest_name);
    view.tensor = text(object, "tensor", longest_text);
    constexpr int most = std::numeric_limits<int>::max();
    if (object.contains(QStringLiteral("channel")))
      view.channel = whole(object[QStringLiteral("channel")], "channel", 0, most).value_or(-1);
    if (const auto values = part(object, "values", QJsonValue::Array)) {
      const QJsonArray range = values->toArray();
      if (range.size() == 2 && range[0].isDouble() && range[1].isDouble() &&
          range[0].toDouble() <= range[1].toDouble())
        view.values = {range[0].toDouble(), range[1].toDouble()};
      else
        drop(Session::tr("the brushed range is no range"));
    }
    if (const auto channels = part(object, "channels", QJsonValue::Array))
      view.channels = read_channels(channels->toArray());
    if (const auto filters = part(object, "filters", QJsonValue::Array))
      view.filters = read_filters(filters->toArray());
    ++used_;
  }

  std::vector<int> read_channels(const QJsonArray& list) {
    if (list.size() > most_brushed) {
      drop(Session::tr("the brush has %1 channels").arg(list.size()));
      return {};
    }
    std::vector<int> channels;
    for (const QJsonValue& value : list) {
      const auto channel = whole(value, "channels", 0, std::numeric_limits<int>::max());
      if (!channel) return {};
      channels.push_back(*channel);
    }
    std::ranges::sort(channels);
    channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
    return channels;
  }

  Filters read_filters(const QJsonArray& list) {
    Filters filters;
    if (list.size() > most_filters)
      drop(Session::tr("the session has %1 filters; the first %2 are used")
               .arg(list.size())
               .arg(most_filters));
    for (qsizetype index = 0; index < std::min<qsizetype>(list.size(), most_filters); ++index) {
      try {
        Filter filter = Filter::from_json(list[index].toObject());
        if (filter.text.size() > longest_text)
          drop(Session::tr("a filter's pattern has %1 letters").arg(filter.text.size()));
        else
          filters.push_back(std::move(filter));
      } catch (const base::Error& error) {
        drop(QString::fromStdString(error.what()));
      }
    }
    return filters;
  }

  void read_pages(const QJsonObject& object) {
    for (auto entry = object.constBegin(); entry != object.constEnd(); ++entry) {
      const bool fits =
          entry->isObject() && entry.key().size() <= longest_name &&
          QJsonDocument(entry->toObject()).toJson(QJsonDocument::Compact).size() <= most_page_bytes;
      if (!fits) {
        drop(Session::tr("the choices of page \"%1\" are no choices").arg(entry.key().left(40)));
        continue;
      }
      reading_.session.pages[entry.key()] = *entry;
      ++used_;
    }
  }

  QByteArray read_layout(const QJsonObject& object, const char* key) {
    const auto value = part(object, key, QJsonValue::String);
    if (!value || value->toString().isEmpty()) return {};
    const auto decoded =
        QByteArray::fromBase64Encoding(value->toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded && decoded.decoded.size() <= most_layout_bytes) {
      ++used_;
      return decoded.decoded;
    }
    drop(Session::tr("the layout of the window is damaged"));
    return {};
  }

  QString folder_;
  SessionReading reading_;
  int used_ = 0;
};

}  // namespace

SessionReading from_json(const QJsonObject& object, const QString& folder) {
  if (object[QStringLiteral("format")].toString() != QLatin1String(session_text_key))
    throw base::Error(Session::tr("this is no session: \"format\" is not \"%1\"")
                          .arg(QLatin1String(session_text_key))
                          .toStdString(),
                      {}, Session::tr("choose a file that File → Save session wrote").toStdString());
  Reader reader(folder);
  const QJsonValue version = object[QStringLiteral("format_version")];
  if (version.isDouble() && version.toDouble() > Session::format_version)
    throw base::Error(
        Session::tr("the session has format version %1; this program reads up to version %2")
            .arg(version.toDouble())
            .arg(Session::format_version)
            .toStdString(),
        {}, Session::tr("open it with the program that wrote it, or update this one").toStdString());
  if (!version.isDouble() || version.toDouble() != Session::format_version)
    reader.drop(Session::tr("the session does not say its version; it is read as version %1")
                    .arg(Session::format_version));
  return reader.read(object);
}

}  // namespace quantscope::gui
