using System.Text.Json.Nodes;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>One workspace in which the app is installed.</summary>
internal sealed class SlackClient : IInteractiveChat
{
    private readonly SlackSettings _settings;
    private readonly HttpClient _http;
    private readonly ISlackApi _api;
    private readonly SlackCalls _calls;
    private readonly SlackReplies _replies;
    private readonly SlackSockets? _sockets;

    public SlackClient(SlackSettings settings, TimeProvider clock)
    {
        _settings = settings;
        _http = HttpPeer.Connect(settings.Api);
        _api = ApiClient.Over<ISlackApi>(_http);
        _calls = new SlackCalls(settings.Api.Timeout, clock);
        _replies = new SlackReplies(settings.Api, clock);
        if (settings.AppToken is { } token)
        {
            var credentials = new Credentials(Basic: null, token, Headers: []);
            _sockets = new SlackSockets(settings.Api with { Credentials = credentials }, clock);
        }
    }

    public string Workspace => _settings.Workspace;

    public bool HasSockets => _sockets is not null;

    public Task<Answer<IChatSocket>> ConnectAsync(CancellationToken cancellation) =>
        (_sockets ?? throw new InvalidOperationException("The connection has no app-level token.")).ConnectAsync(
            cancellation
        );

    public Uri Dashboard => _settings.Dashboard;

    public async Task<Answer<ChatMessageId>> PostAsync(string channel, ChatCard card, CancellationToken cancellation) =>
        Identity(
            await PostAsync(channel, SlackMessages.Of(card, Dashboard, _settings.Mentions), cancellation)
                .ConfigureAwait(false)
        );

    public async Task<Fault?> UpdateAsync(ChatMessageId message, ChatCard card, CancellationToken cancellation) =>
        FaultOf(
            await UpdateAsync(message, SlackMessages.Of(card, Dashboard, _settings.Mentions), cancellation)
                .ConfigureAwait(false)
        );

    public async Task<Fault?> ReplyAsync(ChatMessageId message, ChatReply reply, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["text"] = SlackMessages.Of(reply, _settings.Mentions),
            ["thread_ts"] = message.Id,
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
        };
        if (reply.IsUrgent)
        {
            body["reply_broadcast"] = true;
        }

        return FaultOf(await PostAsync(message.Channel, body, cancellation).ConfigureAwait(false));
    }

    public async Task<Answer<ChatMessageId>> PutDigestAsync(
        string channel,
        ChatMessageId? message,
        ChatDigest digest,
        CancellationToken cancellation
    )
    {
        var body = SlackMessages.Of(digest, Dashboard);
        return Identity(
            message is null
                ? await PostAsync(channel, body, cancellation).ConfigureAwait(false)
                : await UpdateAsync(message, body, cancellation).ConfigureAwait(false)
        );
    }

    public Task<Answer<string?>> ComplaintAsync(
        ChatRequest request,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        SlackSignature.ComplaintAsync(
            _settings.SigningSecrets,
            request.Header(SlackSignature.TimestampHeader),
            request.Header(SlackSignature.SignatureHeader),
            request.Body,
            now,
            cancellation
        );

    public ChatEvent Read(ChatRequest request) => SlackRequests.Read(request.Header("Content-Type"), request.Body.Span);

    public async Task<Answer<ChatAccount>> LookUpAsync(ChatUser user, CancellationToken cancellation)
    {
        if (user.Workspace != Workspace)
        {
            return new ChatAccount(ChatStanding.Outsider, user.Id);
        }

        var answer = await _calls.AskAsync(_api.UserAsync, [new("user", user.Id)], cancellation).ConfigureAwait(false);
        return answer.TryGet(out var said, out var fault)
            ? new ChatAccount(StandingOf(SlackJson.Object(said, "user")), NameOf(SlackJson.Object(said, "user"), user))
            : fault;
    }

    public async Task<Fault?> WhisperAsync(
        ChatUser user,
        ChatPlace place,
        string text,
        DashboardLink? link,
        CancellationToken cancellation
    )
    {
        var body = SlackAnswers.Of(text, link, Dashboard);
        if (place.Channel.Length == 0)
        {
            // The page of the app is in no channel. A message to the person is the next most private place.
            return FaultOf(await PostAsync(user.Id, body, cancellation).ConfigureAwait(false));
        }

        body["channel"] = place.Channel;
        body["user"] = user.Id;
        return FaultOf(await _calls.PostAsync(_api.PostEphemeralAsync, body, cancellation).ConfigureAwait(false));
    }

    public async Task<Fault?> AskReasonAsync(ChatEvent.Press press, string title, CancellationToken cancellation)
    {
        var body = new JsonObject { ["trigger_id"] = press.Trigger, ["view"] = SlackMessages.Dialog(press, title) };
        return FaultOf(await _calls.PostAsync(_api.OpenViewAsync, body, cancellation).ConfigureAwait(false));
    }

    public Task<Fault?> AnswerAsync(ChatEvent.Typed typed, ChatAnswer answer, CancellationToken cancellation) =>
        _replies.SendAsync(typed.ReplyTo, SlackAnswers.Of(answer, Dashboard, _settings.Mentions.Clear()), cancellation);

    public async Task<Fault?> PublishHomeAsync(ChatUser user, ChatHome home, CancellationToken cancellation)
    {
        var body = new JsonObject { ["user_id"] = user.Id, ["view"] = SlackHomes.Of(home, Dashboard) };
        return FaultOf(await _calls.PostAsync(_api.PublishViewAsync, body, cancellation).ConfigureAwait(false));
    }

    public async Task<Fault?> UnfurlAsync(
        ChatPlace message,
        IReadOnlyList<(string Link, ChatCard Card)> cards,
        CancellationToken cancellation
    )
    {
        var body = new JsonObject
        {
            ["channel"] = message.Channel,
            ["ts"] = message.Message,
            ["unfurls"] = SlackHomes.Unfurls(cards, Dashboard),
        };
        return FaultOf(await _calls.PostAsync(_api.UnfurlAsync, body, cancellation).ConfigureAwait(false));
    }

    public void Dispose()
    {
        _http.Dispose();
        _replies.Dispose();
        _sockets?.Dispose();
    }

    private Task<Answer<JsonObject>> PostAsync(string channel, JsonObject body, CancellationToken cancellation)
    {
        body["channel"] = channel;
        return _calls.PostAsync(_api.PostMessageAsync, body, cancellation);
    }

    private Task<Answer<JsonObject>> UpdateAsync(ChatMessageId message, JsonObject body, CancellationToken cancellation)
    {
        body["channel"] = message.Channel;
        body["ts"] = message.Id;
        return _calls.PostAsync(_api.UpdateMessageAsync, body, cancellation);
    }

    private static Answer<ChatMessageId> Identity(Answer<JsonObject> answer) =>
        !answer.TryGet(out var said, out var fault) ? fault
        : SlackJson.Text(said, "channel") is { } channel && SlackJson.Text(said, "ts") is { } id
            ? new ChatMessageId(channel, id)
        : new Fault(FaultKind.Unusable, "Slack took the message and did not say which one it is");

    private static Fault? FaultOf(Answer<JsonObject> answer) => answer.TryGet(out _, out var fault) ? null : fault;

    private static string NameOf(JsonObject? user, ChatUser asked)
    {
        var real = SlackJson.Text(SlackJson.Object(user, "profile"), "real_name") ?? SlackJson.Text(user, "real_name");
        string?[] names = [real, SlackJson.Text(user, "name") is { } handle ? $"@{handle}" : null];
        var name = string.Join(' ', names.Where(one => !string.IsNullOrWhiteSpace(one)));
        return name.Length == 0 ? asked.Id : name;
    }

    private ChatStanding StandingOf(JsonObject? user) =>
        SlackJson.Text(user, "team_id") != Workspace || SlackJson.IsTrue(user, "is_stranger") ? ChatStanding.Outsider
        : SlackJson.IsTrue(user, "deleted") ? ChatStanding.Closed
        : SlackJson.IsTrue(user, "is_bot") ? ChatStanding.Bot
        : SlackJson.IsTrue(user, "is_restricted") || SlackJson.IsTrue(user, "is_ultra_restricted") ? ChatStanding.Guest
        : ChatStanding.Member;
}
