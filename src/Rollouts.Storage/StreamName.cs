using System.Security.Cryptography;
using System.Text;
using Rollouts.Domain.Access;
using Rollouts.Storage.Serialization;

namespace Rollouts.Storage;

/// <summary>
/// The name of a stream of records: a kind, a slash and an identity. Each rollout, service and environment has a
/// stream, and so has every other resource whose history may be asked for later.
/// </summary>
public readonly record struct StreamName(string Text)
{
    private const string RolloutKind = "rollout/";

    private const string KeyKind = "key/";

    private const string SessionKind = "session/";

    private const string ConnectionKind = "connection/";

    private const string SettingKind = "setting/";

    private const string ChatLinkKind = "chat-link/";

    private const string RouteKind = "route/";

    public static StreamName Of(RolloutId id) => new(Recorder.StreamOf(id));

    public static StreamName Of(ServiceName service, EnvironmentName environment) =>
        new($"service/{environment}/{service}");

    public static StreamName OfPlan(ServiceName service, EnvironmentName environment) =>
        new($"plan/{environment}/{service}");

    /// <summary>The alarms that a sender has pushed.</summary>
    public static StreamName Of(ConnectionName sender) => new($"alarms/{sender}");

    /// <summary>The announcements of a pipeline and their results.</summary>
    public static StreamName OfPipeline(ConnectionName pipeline) => new($"ci/{pipeline}");

    public static StreamName Of(EnvironmentName environment) => new($"environment/{environment}");

    public static StreamName OfFreezes(EnvironmentName environment) => new($"freeze/{environment}");

    /// <summary>The holds of the whole store after it went back in time.</summary>
    public static StreamName StoreHolds => new("store/holds");

    /// <summary>A connection that was written over the API.</summary>
    public static StreamName OfConnection(ConnectionName name) => new($"{ConnectionKind}{name}");

    /// <summary>
    /// The settings of an environment that were written over the API. The stream of the environment itself counts its
    /// running rollouts.
    /// </summary>
    public static StreamName OfSetting(EnvironmentName environment) => new($"{SettingKind}{environment}");

    /// <summary>
    /// The claim on a route. A place contains a ':', so that no name of such a stream looks like a service's.
    /// </summary>
    public static StreamName OfRoute(ConnectionName connection, string place) =>
        new($"{RouteKind}{connection}/{place}");

    /// <summary>The position before the claims on the routes of a connection in the order of names.</summary>
    public static StreamName BeforeRoutes(ConnectionName connection) => new($"{RouteKind}{connection}/");

    /// <summary>The message of a rollout in a channel of a chat system.</summary>
    /// <param name="channel">
    /// As the outbox names it. Names of channels hold characters that names of streams do not.
    /// </param>
    public static StreamName OfChat(RolloutId rollout, string channel) =>
        new(
            $"chat/{rollout}/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(channel)).AsSpan(..8))
        );

    /// <summary>The link of a chat account to a person.</summary>
    public static StreamName OfChatLink(string workspace, string user) => new($"{ChatLinkKind}{workspace}/{user}");

    /// <summary>The accounts of a person.</summary>
    /// <param name="provider">Null for the owner of the installation.</param>
    public static StreamName OfChatPerson(string? provider, string subject) =>
        new($"chat-person/{Shortened(provider, subject)}");

    /// <summary>What is known of a person since the last sign-in.</summary>
    public static StreamName OfPerson(string provider, string subject) => new($"person/{Shortened(provider, subject)}");

    /// <summary>The decisions that came in through a connected chat system.</summary>
    public static StreamName OfChatInbox(ConnectionName connection) => new($"chat-inbox/{connection}");

    /// <summary>The position before all links of accounts in the order of names.</summary>
    public static StreamName BeforeChatLinks => new(ChatLinkKind);

    public static StreamName Of(KeyId key) => new($"{KeyKind}{key}");

    public static StreamName Of(SessionId session) => new($"{SessionKind}{session}");

    /// <summary>The position before all keys in the order of names.</summary>
    public static StreamName BeforeKeys => new(KeyKind);

    /// <summary>The position before all connections in the order of names.</summary>
    public static StreamName BeforeConnections => new(ConnectionKind);

    /// <summary>The position before all settings of environments in the order of names.</summary>
    public static StreamName BeforeSettings => new(SettingKind);

    /// <summary>The connection of the stream; null if the stream is of another kind.</summary>
    public ConnectionName? Connection => NameAfter(ConnectionKind) is { } name ? new ConnectionName(name) : null;

    /// <summary>The environment of the settings; null if the stream is of another kind.</summary>
    public EnvironmentName? Setting => NameAfter(SettingKind) is { } name ? new EnvironmentName(name) : null;

    /// <summary>The place of the claimed route; null if the stream is of another kind.</summary>
    public string? RoutePlace =>
        Text.StartsWith(RouteKind, StringComparison.Ordinal) && Text.IndexOf('/', RouteKind.Length) is > 0 and var slash
            ? Text[(slash + 1)..]
            : null;

    /// <summary>The key of the stream; null if the stream is of another kind.</summary>
    public KeyId? Key =>
        Text.StartsWith(KeyKind, StringComparison.Ordinal) && KeyId.IsValid(Text[KeyKind.Length..])
            ? new KeyId(Text[KeyKind.Length..])
            : null;

    /// <summary>The position before all sessions in the order of names.</summary>
    public static StreamName BeforeSessions => new(SessionKind);

    /// <summary>The session of the stream; null if the stream is of another kind.</summary>
    public SessionId? Session =>
        Text.StartsWith(SessionKind, StringComparison.Ordinal) && SessionId.IsValid(Text[SessionKind.Length..])
            ? new SessionId(Text[SessionKind.Length..])
            : null;

    /// <summary>The rollout of the stream; null if the stream is of another kind.</summary>
    public RolloutId? Rollout =>
        Text.StartsWith(RolloutKind, StringComparison.Ordinal)
        && Guid.TryParseExact(Text.AsSpan(RolloutKind.Length), "N", out var id)
            ? new RolloutId(id)
            : null;

    public override string ToString() => Text;

    // Subjects hold characters that names of streams do not.
    private static string Shortened(string? provider, string subject) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider}\n{subject}")).AsSpan(..16));

    private string? NameAfter(string kind) =>
        Text.StartsWith(kind, StringComparison.Ordinal) && Name.IsValid(Text[kind.Length..])
            ? Text[kind.Length..]
            : null;
}
