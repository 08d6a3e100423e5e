#include <rapidcheck.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <QFile>
#include <QImage>
#include <QImageWriter>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

#include "app/gui/document.h"
#include "app/gui/session.h"
#include "app/gui/workspace.h"
#include "core/base/error.h"
#include "core/methods/method.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"

namespace test_window_session {

using namespace quantscope;
using gui::Filter;
using gui::Session;
using gui::SessionReading;

namespace {

QString any_text(const QString& prefix) {
  static const QStringList parts{
      QStringLiteral("a"),  QStringLiteral(" q_proj"), QStringLiteral("θ"),
      QStringLiteral("\""), QStringLiteral("\\"),      QStringLiteral("가나"),
      QStringLiteral("{"),  QStringLiteral("7"),       QStringLiteral("\U0001F600")};
  QString text = prefix;
  for (const int part : *rc::gen::resize(6, rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 9))))
    text += parts[part];
  return text;
}

double any_number(double low, double high) {
  const int steps = *rc::gen::inRange(0, 1000001);
  return low + (high - low) * steps / 1000000;
}

base::ParameterValue any_value(const base::ParameterSpec& spec) {
  switch (spec.kind) {
    case base::ParameterKind::boolean:
      return *rc::gen::arbitrary<bool>();
    case base::ParameterKind::choice:
      return spec.choices[std::size_t(*rc::gen::inRange(0, int(spec.choices.size())))].id;
    default:
      break;
  }
  if (!spec.allowed.empty()) return spec.allowed[std::size_t(*rc::gen::inRange(0, int(spec.allowed.size())))];
  const double number = any_number(spec.minimum, spec.maximum);
  return spec.kind == base::ParameterKind::integer ? std::round(number) : number;
}

study::Setting any_setting() {
  const auto& methods = methods::all_methods();
  const methods::Method& method = *methods[std::size_t(*rc::gen::inRange(0, int(methods.size())))];
  study::Setting setting{method.description().id, {}};
  for (const base::ParameterSpec& spec : method.parameters(nullptr))
    if (*rc::gen::arbitrary<bool>()) setting.values[spec.id] = any_value(spec);
  return setting;
}

Filter any_filter() {
  Filter filter;
  filter.kind = Filter::Kind(*rc::gen::inRange(0, 6));
  filter.excluded = *rc::gen::arbitrary<bool>();
  if (filter.kind == Filter::Kind::name || filter.kind == Filter::Kind::tensor_kind)
    filter.text = any_text(QStringLiteral("*."));
  if (filter.kind == Filter::Kind::magnitude) {
    filter.low = any_number(0, 10);
    filter.high = filter.low + any_number(0, 1e6);
  }
  return filter;
}

Session any_session() {
  Session session;
  if (*rc::gen::arbitrary<bool>()) session.file = any_text(QStringLiteral("/nowhere/of/all/model")) + ".h5";
  session.file.remove(QChar(u'\\'));
  if (*rc::gen::arbitrary<bool>()) session.setting = any_setting();
  for (int method = *rc::gen::inRange(0, 3); method > 0; --method) {
    const study::Setting setting = any_setting();
    session.remembered[setting.method] = setting.values;
  }
  const int runs = *rc::gen::inRange(0, 6);
  for (int index = 0; index < runs; ++index) {
    gui::PinnedRun run;
    run.setting = any_setting();
    run.name = any_text(QStringLiteral("run %1").arg(index)).simplified();
    run.colour = *rc::gen::inRange(0, 64);
    run.visible = *rc::gen::arbitrary<bool>();
    session.runs.runs.push_back(run);
  }
  session.runs.baseline = *rc::gen::inRange(-1, runs);
  session.view.page = *rc::gen::arbitrary<bool>() ? QStringLiteral("heat-map") : QString();
  if (*rc::gen::arbitrary<bool>()) session.view.tensor = any_text(QStringLiteral("/weights/"));
  session.view.channel = *rc::gen::inRange(-1, 5000);
  if (*rc::gen::arbitrary<bool>()) {
    const double low = any_number(-100, 100);
    session.view.values = {low, low + any_number(0, 3)};
  }
  const auto channels = *rc::gen::container<std::set<int>>(rc::gen::inRange(0, 11008));
  session.view.channels.assign(channels.begin(), channels.end());
  for (int filter = *rc::gen::inRange(0, 4); filter > 0; --filter)
    session.view.filters.push_back(any_filter());
  session.outlier_factor = any_number(1, 10000);
  for (int page = *rc::gen::inRange(0, 3); page > 0; --page)
    session.pages[any_text(QStringLiteral("page"))] =
        QJsonObject{{QStringLiteral("metric"), any_text(QStringLiteral("m"))}, {QStringLiteral("log"), true}};
  for (QByteArray* bytes : {&session.geometry, &session.columns})
    for (const int byte : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 256)))
      bytes->append(char(byte));
  return session;
}

QByteArray bytes_of(const Session& session) {
  return QJsonDocument(gui::to_json(session)).toJson();
}

/// Valid as from_json() promises: known methods, values within their ranges, bounded sizes.
bool is_valid(const Session& session) {
  const auto fits = [](const study::Setting& setting) {
    try {
      base::completed(methods::method_by_id(setting.method).parameters(nullptr), setting.values);
      return true;
    } catch (const base::Error&) {
      return false;
    }
  };
  for (const gui::PinnedRun& run : session.runs.runs)
    if (!fits(run.setting) || run.name.isEmpty() || run.colour < 0) return false;
  for (const auto& [method, values] : session.remembered)
    if (!fits({method, values})) return false;
  return (!session.setting || fits(*session.setting)) &&
         session.runs.baseline < int(session.runs.runs.size()) && session.runs.baseline >= -1 &&
         session.runs.runs.size() <= gui::RunList::most_runs && session.view.channel >= -1 &&
         std::ranges::is_sorted(session.view.channels) && session.outlier_factor >= 1 &&
         session.outlier_factor <= 10000;
}

QString refusal_of(const QByteArray& bytes) {
  try {
    gui::session_from_bytes(bytes);
  } catch (const base::Error& error) {
    return QString::fromStdString(error.what());
  }
  return {};
}

Session with_runs() {
  Session session;
  session.setting = study::Setting{"rtn", {{"weight_bits", 3.0}}};
  session.runs.runs.push_back({QStringLiteral("three bits"), *session.setting, 0, true});
  session.runs.runs.push_back(
      {QStringLiteral("qllm 6.2"), {"qllm", {{"theta", 6.2}, {"weight_bits", 4.0}}}, 1, false});
  session.runs.baseline = 1;
  session.view.page = QStringLiteral("compare");
  return session;
}

}  // namespace

class WindowSessionTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { tests::isolate_settings(folder_.filePath("settings")); }

  void any_session_round_trips_exactly() {
    QVERIFY(rc::check("session round trip", [] {
      const Session session = any_session();
      const SessionReading reading = gui::session_from_bytes(bytes_of(session));
      RC_ASSERT(reading.session == session);
      RC_ASSERT(gui::session_from_bytes(gui::session_text(session).toUtf8()).session == session);
      // Its model is nowhere, and nothing else is told.
      RC_ASSERT(reading.dropped.size() == (session.file.isEmpty() ? 0 : 1));
    }));
  }

  void damaged_bytes_give_an_error_or_a_valid_session() {
    QVERIFY(rc::check("damaged sessions", [] {
      QByteArray bytes = bytes_of(any_session());
      static constexpr char signs[] = "{}[],:\"\\0123456789eE-.truefalsn \0\xff";
      for (int edit = *rc::gen::inRange(0, 12); edit > 0; --edit)
        bytes[*rc::gen::inRange<int>(0, int(bytes.size()))] =
            signs[std::size_t(*rc::gen::inRange(0, int(sizeof signs)))];
      if (*rc::gen::arbitrary<bool>()) bytes.truncate(*rc::gen::inRange<int>(0, int(bytes.size())));
      try {
        RC_ASSERT(is_valid(gui::session_from_bytes(bytes).session));
      } catch (const base::Error& error) {
        RC_ASSERT(error.what()[0] != '\0');
      }
    }));
  }

  void a_cut_session_keeps_what_stands_before() {
    Session session = with_runs();
    session.columns = QByteArray(600, 'x');
    const QByteArray bytes = bytes_of(session);
    const SessionReading reading = gui::session_from_bytes(bytes.left(bytes.size() - 40));
    QCOMPARE(reading.session.runs, session.runs);
    QCOMPARE(reading.session.setting, session.setting);
    QVERIFY(reading.session.columns.isEmpty());
    QVERIFY2(reading.dropped.value(0).contains(QStringLiteral("damaged")),
             qPrintable(reading.dropped.join('\n')));
  }

  void a_newer_version_is_refused_with_what_would_help() {
    QJsonObject object = gui::to_json(with_runs());
    object[QStringLiteral("format_version")] = 7;
    const QString refusal = refusal_of(QJsonDocument(object).toJson());
    for (const char* word : {"7", "up to version 1", "update"})
      QVERIFY2(refusal.contains(QLatin1String(word)), qPrintable(refusal));
  }

  void what_is_no_session_is_refused() {
    QVERIFY(!refusal_of({}).isEmpty());
    QVERIFY(!refusal_of("no JSON at all").isEmpty());
    QVERIFY(!refusal_of("[1, 2]").isEmpty());
    QVERIFY(!refusal_of("{\"format\": \"quantscope-study\"}").isEmpty());
    QVERIFY(!refusal_of(QByteArray(20 << 20, ' ')).isEmpty());
    QVERIFY(!refusal_of(QByteArray(1 << 20, '[')).isEmpty());
    QVERIFY(
        !refusal_of("{\"format\": \"quantscope-session\", \"format_version\": 1, \"view\": 3}").isEmpty());
  }

  void wrong_parts_are_dropped_by_name_and_the_rest_is_kept() {
    QJsonObject object = gui::to_json(with_runs());
    QJsonObject runs = object[QStringLiteral("runs")].toObject();
    QJsonArray list = runs[QStringLiteral("list")].toArray();
    QJsonObject unknown = list[0].toObject();
    unknown[QStringLiteral("method")] = QStringLiteral("magic");
    list.prepend(unknown);
    QJsonObject strange = list[2].toObject();
    strange[QStringLiteral("values")] = QJsonObject{
        {QStringLiteral("weight_bits"), 99}, {QStringLiteral("flavour"), 1}, {QStringLiteral("theta"), 6.2}};
    list[2] = strange;
    runs[QStringLiteral("list")] = list;
    runs[QStringLiteral("baseline")] = 2;
    object[QStringLiteral("runs")] = runs;
    object[QStringLiteral("outlier_factor")] = -3;
    object[QStringLiteral("view")] =
        QJsonObject{{QStringLiteral("channel"), -8},
                    {QStringLiteral("filters"),
                     QJsonArray{QJsonObject{{QStringLiteral("kind"), QStringLiteral("smell")}},
                                QJsonObject{{QStringLiteral("kind"), QStringLiteral("above_theta")}}}}};
    const SessionReading reading = gui::session_from_bytes(QJsonDocument(object).toJson());
    const QString told = reading.dropped.join('\n');
    for (const char* word : {"magic", "99", "flavour", "outlier factor", "channel", "smell"})
      QVERIFY2(told.contains(QLatin1String(word)), qPrintable(told));
    QCOMPARE(reading.dropped.size(), 6);
    QCOMPARE(reading.session.runs.runs.size(), std::size_t(2));
    QCOMPARE(reading.session.runs.runs[1].setting.values, (base::ParameterValues{{"theta", 6.2}}));
    QCOMPARE(reading.session.runs.baseline, 1);  // still the run that it named
    QCOMPARE(reading.session.outlier_factor, Session().outlier_factor);
    QCOMPARE(reading.session.view.filters.size(), std::size_t(1));
  }

  void absurd_sizes_are_bounded() {
    QJsonObject object = gui::to_json(with_runs());
    QJsonArray list, filters;
    for (int index = 0; index < 1000; ++index) {
      list.append(QJsonObject{{QStringLiteral("method"), QStringLiteral("rtn")},
                              {QStringLiteral("name"), QString::number(index)}});
      filters.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("outlier_channels")}});
    }
    object[QStringLiteral("runs")] = QJsonObject{{QStringLiteral("list"), list}};
    object[QStringLiteral("view")] =
        QJsonObject{{QStringLiteral("filters"), filters}, {QStringLiteral("tensor"), QString(100000, 'x')}};
    const SessionReading reading = gui::session_from_bytes(QJsonDocument(object).toJson());
    QCOMPARE(reading.session.runs.runs.size(), std::size_t(gui::RunList::most_runs));
    QCOMPARE(reading.session.view.filters.size(), std::size_t(100));
    QVERIFY(reading.session.view.tensor.isEmpty());
    QCOMPARE(reading.dropped.size(), 3);
  }

  void a_model_that_moved_with_its_session_is_found() {
    QTemporaryDir first, second;
    for (const QTemporaryDir* folder : {&first, &second}) {
      QVERIFY(QDir(folder->path()).mkpath(QStringLiteral("models")));
      QFile model(folder->filePath(QStringLiteral("models/m.h5")));
      QVERIFY(model.open(QIODevice::WriteOnly));
    }
    Session session = with_runs();
    session.file = first.filePath(QStringLiteral("models/m.h5"));
    const QString path = first.filePath(QStringLiteral("s.json")),
                  moved = second.filePath(QStringLiteral("s.json"));
    gui::save_session(session, path);
    QCOMPARE(gui::load_session(path).session, session);
    QVERIFY(QFile::copy(path, moved));
    const SessionReading found = gui::load_session(moved);
    QCOMPARE(found.session.file, second.filePath(QStringLiteral("models/m.h5")));
    QVERIFY(found.dropped.isEmpty());

    QVERIFY(QFile::remove(second.filePath(QStringLiteral("models/m.h5"))));
    QCOMPARE(gui::load_session(moved).session.file, session.file);  // the absolute one is still there
    QVERIFY(QFile::remove(session.file));
    const SessionReading missing = gui::load_session(moved);
    QCOMPARE(missing.session.file, session.file);
    QCOMPARE(missing.dropped.size(), 1);
    QVERIFY2(missing.dropped[0].contains(session.file) &&
                 missing.dropped[0].contains(second.filePath(QStringLiteral("models/m.h5"))),
             qPrintable(missing.dropped[0]));
    QCOMPARE(missing.session.runs, session.runs);
  }

  void a_path_that_leads_out_of_the_folder_is_not_followed() {
    QJsonObject object = gui::to_json(with_runs());
    object[QStringLiteral("file")] =
        QJsonObject{{QStringLiteral("relative"), QStringLiteral("a/../../etc/passwd")}};
    const SessionReading reading = gui::from_json(object, QStringLiteral("/tmp"));
    QVERIFY(reading.session.file.isEmpty());
    QCOMPARE(reading.dropped.size(), 1);
  }

  void an_unreadable_session_names_its_file() {
    try {
      gui::load_session(QStringLiteral("/nowhere/lost.json"));
      QFAIL("must throw");
    } catch (const base::Error& error) {
      QVERIFY(QString::fromStdString(error.what()).contains(QStringLiteral("/nowhere/lost.json")));
    }
    QVERIFY_EXCEPTION_THROWN(gui::save_session(Session(), QStringLiteral("/nowhere/lost.json")), base::Error);
  }

  void a_crash_while_saving_leaves_a_whole_session() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("deep/down"));
    QVERIFY(!gui::load_last_session(path));
    Session session = with_runs();
    session.columns = QByteArray(100000, 'x');
    gui::save_last_session(session, path);
    for (int round = 0; round < 20; ++round) {
      const pid_t child = fork();
      if (child == 0) {
        for (;;) gui::save_last_session(session, path);
      }
      usleep(useconds_t(500 + 777 * round));
      kill(child, SIGKILL);
      int status = 0;
      waitpid(child, &status, 0);
      const auto reading = gui::load_last_session(path);
      QVERIFY(reading && reading->dropped.isEmpty());
      QCOMPARE(reading->session, session);
    }
  }

  void a_picture_carries_its_session() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("chart.png")),
                  plain = folder.filePath(QStringLiteral("plain.png"));
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(Qt::white);
    QVERIFY(image.save(plain));
    const Session session = with_runs();
    image.setText(QLatin1String(gui::session_text_key), gui::session_text(session));
    QVERIFY(image.save(path));
    QCOMPARE(gui::session_of_png(path).session, session);
    for (const QString& bad : {plain, QStringLiteral("/nowhere.png")})
      QVERIFY_EXCEPTION_THROWN(gui::session_of_png(bad), base::Error);
  }

  void a_workspace_comes_back_from_its_session() {
    const tests::GeneratedModel model = tests::generate_model(folder_.filePath("model.h5"));
    widgets::MessageBar messages;
    widgets::JobBar jobs;
    gui::Workspace before(&messages, &jobs), after(&messages, &jobs);
    for (gui::Workspace* workspace : {&before, &after})
      workspace->set_document(gui::Document::open(model.path), nullptr, nullptr);
    before.set_tensor(2);
    before.linked().set_page(QStringLiteral("layers"));
    before.linked().set_channel(5);
    before.set_setting({"qllm", {{"theta", 6.2}}}, 6.2);
    before.runs().pin({"rtn", {{"weight_bits", 3.0}}});
    before.edit_filters({Filter{Filter::Kind::name, QStringLiteral("*.down_proj*")}},
                        QStringLiteral("filter"));
    before.set_outlier_factor(9);

    const Session session = gui::session_of(before);
    QCOMPARE(session.file, model.path);
    QSignalSpy tensors(&after, &gui::Workspace::tensorAsked), pages(&after, &gui::Workspace::pageAsked);
    QSignalSpy settings(&after, &gui::Workspace::settingAsked);
    QVERIFY(gui::apply_session(session, after).isEmpty());
    QCOMPARE(after.linked().state(), before.linked().state());
    QCOMPARE(after.runs().state(), before.runs().state());
    QCOMPARE(after.outlier_factor(), 9.0);
    QVERIFY(!after.undo().canUndo());
    QCOMPARE(tensors.value(0).value(0).toInt(), 2);
    QCOMPARE(pages.value(0).value(0).toString(), QStringLiteral("layers"));
    QCOMPARE(settings.value(0).value(0).value<study::Setting>(), before.setting());

    Session other = session;
    other.view.tensor = QStringLiteral("/weights/gone");
    const QStringList missing = gui::apply_session(other, after);
    QVERIFY(missing.value(0).contains(QStringLiteral("/weights/gone")));
    QCOMPARE(after.linked().state().channel, -1);
  }

 private:
  QTemporaryDir folder_;
};

QUANTSCOPE_TEST(WindowSessionTest)

}  // namespace test_window_session

#include "test_window_session.moc"
