using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;

namespace Rollouts.Integrations.Storage.Streams;

/// <summary>
/// The name of a stream of records: a kind and, after a slash, which one. A rollout has a stream, and so has a
/// service, an environment, and everything else that somebody may ask after in a year.
/// </summary>
public readonly record struct StreamName(string Text)
{
    private const string RolloutKind = "rollout/";

    private const string KeyKind = "key/";

    private const string SessionKind = "session/";

    private const string ConnectionKind = "connection/";

    private const string SettingKind = "setting/";

    private const string RouteKind = "route/";

    public static StreamName Of(RolloutId id) => new(Recorder.StreamOf(id));

    public static StreamName Of(ServiceName service, EnvironmentName environment) =>
        new($"service/{environment}/{service}");

    public static StreamName OfPlan(ServiceName service, EnvironmentName environment) =>
        new($"plan/{environment}/{service}");

    /// <summary>What a sender of alarms has pushed.</summary>
    public static StreamName Of(ConnectionName sender) => new($"alarms/{sender}");

    /// <summary>What a pipeline has announced, and what came of it.</summary>
    public static StreamName OfPipeline(ConnectionName pipeline) => new($"ci/{pipeline}");

    public static StreamName Of(EnvironmentName environment) => new($"environment/{environment}");

    public static StreamName OfFreezes(EnvironmentName environment) => new($"freeze/{environment}");

    /// <summary>The holds of the whole store after it went back in time.</summary>
    public static StreamName StoreHolds => new("store/holds");

    /// <summary>A connection that was written over the API.</summary>
    public static StreamName OfConnection(ConnectionName name) => new($"{ConnectionKind}{name}");

    /// <summary>
    /// What was written over the API of an environment, whose own stream counts what is under way there.
    /// </summary>
    public static StreamName OfSetting(EnvironmentName environment) => new($"{SettingKind}{environment}");

    /// <summary>
    /// The claim on a route. A place contains a ':', so that no name of such a stream looks like a service's.
    /// </summary>
    public static StreamName OfRoute(ConnectionName connection, string place) =>
        new($"{RouteKind}{connection}/{place}");

    /// <summary>What precedes the claims on the routes of a connection in the order of names.</summary>
    public static StreamName BeforeRoutes(ConnectionName connection) => new($"{RouteKind}{connection}/");

    public static StreamName Of(KeyId key) => new($"{KeyKind}{key}");

    public static StreamName Of(SessionId session) => new($"{SessionKind}{session}");

    /// <summary>What comes before all keys in the order of names.</summary>
    public static StreamName BeforeKeys => new(KeyKind);

    /// <summary>What comes before all connections in the order of names.</summary>
    public static StreamName BeforeConnections => new(ConnectionKind);

    /// <summary>What comes before all settings of environments in the order of names.</summary>
    public static StreamName BeforeSettings => new(SettingKind);

    /// <summary>The connection whose stream it is; null where it is another's.</summary>
    public ConnectionName? Connection => NameAfter(ConnectionKind) is { } name ? new ConnectionName(name) : null;

    /// <summary>The environment whose settings it holds; null where it is another's.</summary>
    public EnvironmentName? Setting => NameAfter(SettingKind) is { } name ? new EnvironmentName(name) : null;

    /// <summary>The place of the route whose claim it is; null if it is another kind of stream.</summary>
    public string? RoutePlace =>
        Text.StartsWith(RouteKind, StringComparison.Ordinal) && Text.IndexOf('/', RouteKind.Length) is > 0 and var slash
            ? Text[(slash + 1)..]
            : null;

    /// <summary>The key whose stream it is; null where it is another's.</summary>
    public KeyId? Key =>
        Text.StartsWith(KeyKind, StringComparison.Ordinal) && KeyId.IsValid(Text[KeyKind.Length..])
            ? new KeyId(Text[KeyKind.Length..])
            : null;

    /// <summary>What comes before all sessions in the order of names.</summary>
    public static StreamName BeforeSessions => new(SessionKind);

    /// <summary>The session whose stream it is; null where it is another's.</summary>
    public SessionId? Session =>
        Text.StartsWith(SessionKind, StringComparison.Ordinal) && SessionId.IsValid(Text[SessionKind.Length..])
            ? new SessionId(Text[SessionKind.Length..])
            : null;

    /// <summary>The rollout whose stream it is; null where it is another's.</summary>
    public RolloutId? Rollout =>
        Text.StartsWith(RolloutKind, StringComparison.Ordinal)
        && Guid.TryParseExact(Text.AsSpan(RolloutKind.Length), "N", out var id)
            ? new RolloutId(id)
            : null;

    public override string ToString() => Text;

    private string? NameAfter(string kind) =>
        Text.StartsWith(kind, StringComparison.Ordinal) && Name.IsValid(Text[kind.Length..])
            ? Text[kind.Length..]
            : null;
}
