using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Slack;

/// <summary>What is in the workspace: channels, messages, dialogs and pages of the app.</summary>
internal sealed class SlackWorkspace(SlackSettings settings, TimeProvider clock)
{
    /// <summary>Slack's own limits of an address for answers.</summary>
    private static readonly TimeSpan ReplyLife = TimeSpan.FromMinutes(30);
    private const int MostReplies = 5;

    private readonly Lock _lock = new();
    private readonly List<SlackChannel> _channels = [];
    private readonly Dictionary<string, (string User, DateTimeOffset At, bool IsUsed)> _triggers = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, SlackView> _views = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _homes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string User, SlackChannel Channel, DateTimeOffset At, int Left)> _replies =
        new(StringComparer.Ordinal);
    private long _lastTs;
    private int _count;

    public SlackChannel Create(string name)
    {
        lock (_lock)
        {
            var known = _channels.Find(channel => channel.Name == name);
            if (known is not null)
            {
                return known;
            }

            var created = new SlackChannel($"C0{_channels.Count + 1:D6}", name);
            _channels.Add(created);
            return created;
        }
    }

    public SlackChannel? Find(string? channel)
    {
        lock (_lock)
        {
            return _channels.Find(known => known.Id == channel || known.Name == channel?.TrimStart('#'));
        }
    }

    public IReadOnlyList<(SlackChannel Channel, SlackMessage[] Messages)> All()
    {
        lock (_lock)
        {
            return [.. _channels.Select(channel => (channel, channel.Messages.ToArray()))];
        }
    }

    public SlackMessage Add(SlackChannel channel, Func<string, SlackMessage> make)
    {
        lock (_lock)
        {
            // Microseconds since 1970, and never the same twice: it is the identity of a message.
            var now = (clock.GetUtcNow().Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            _lastTs = Math.Max(now, _lastTs + 1);
            var ts = string.Create(CultureInfo.InvariantCulture, $"{_lastTs / 1_000_000}.{_lastTs % 1_000_000:D6}");
            var message = make(ts);
            channel.Messages.Add(message);
            return message;
        }
    }

    public SlackMessage? Find(SlackChannel channel, string? ts)
    {
        lock (_lock)
        {
            return channel.Messages.Find(message => message.Ts == ts && message.OnlyFor is null);
        }
    }

    /// <summary>Null where there is no such message.</summary>
    public SlackMessage? Change(SlackChannel channel, string? ts, string text, JsonArray? blocks)
    {
        lock (_lock)
        {
            var at = channel.Messages.FindIndex(message => message.Ts == ts && message.OnlyFor is null);
            return at < 0
                ? null
                : channel.Messages[at] = channel.Messages[at] with
                {
                    Text = text,
                    Blocks = blocks,
                    Edits = channel.Messages[at].Edits + 1,
                };
        }
    }

    /// <summary>Shows something below the links of a message.</summary>
    public void Unfurl(SlackChannel channel, string ts, JsonObject unfurls)
    {
        lock (_lock)
        {
            var at = channel.Messages.FindIndex(message => message.Ts == ts && message.OnlyFor is null);
            if (at >= 0)
            {
                channel.Messages[at] = channel.Messages[at] with { Unfurls = unfurls };
            }
        }
    }

    /// <summary>Deletes the message as a person does by hand.</summary>
    public bool Delete(SlackChannel channel, string ts)
    {
        lock (_lock)
        {
            return channel.Messages.RemoveAll(message => message.Ts == ts) > 0;
        }
    }

    public string DrawTrigger(string user)
    {
        lock (_lock)
        {
            var id = $"{++_count}.{Guid.NewGuid():N}";
            _triggers[id] = (user, clock.GetUtcNow(), false);
            return id;
        }
    }

    /// <summary>Opens a dialog, or says why not.</summary>
    public (SlackView? View, string? Error) Open(string? trigger, JsonObject content)
    {
        lock (_lock)
        {
            if (trigger is null || !_triggers.TryGetValue(trigger, out var drawn))
            {
                return (null, "invalid_trigger_id");
            }

            if (drawn.IsUsed)
            {
                return (null, "exchanged_trigger_id");
            }

            if (clock.GetUtcNow() - drawn.At > settings.Patience)
            {
                return (null, "expired_trigger_id");
            }

            _triggers[trigger] = drawn with { IsUsed = true };
            var view = new SlackView($"V{++_count:D8}", drawn.User, content);
            _views[view.Id] = view;
            return (view, null);
        }
    }

    public IReadOnlyList<SlackView> Views()
    {
        lock (_lock)
        {
            return [.. _views.Values];
        }
    }

    public SlackView? Close(string id)
    {
        lock (_lock)
        {
            return _views.Remove(id, out var view) ? view : null;
        }
    }

    /// <summary>Draws the name of an address at which a command is answered.</summary>
    public string DrawReply(string user, SlackChannel channel)
    {
        lock (_lock)
        {
            var id = Guid.NewGuid().ToString("N");
            _replies[id] = (user, channel, clock.GetUtcNow(), MostReplies);
            return id;
        }
    }

    /// <summary>Who reads an answer, and where; null once the address has been used up, or is too old.</summary>
    public (string User, SlackChannel Channel)? UseReply(string id)
    {
        lock (_lock)
        {
            if (!_replies.TryGetValue(id, out var drawn) || drawn.Left == 0 || clock.GetUtcNow() - drawn.At > ReplyLife)
            {
                return null;
            }

            _replies[id] = drawn with { Left = drawn.Left - 1 };
            return (drawn.User, drawn.Channel);
        }
    }

    public void Publish(string user, JsonObject home)
    {
        lock (_lock)
        {
            _homes[user] = home;
        }
    }

    public JsonObject? Home(string user)
    {
        lock (_lock)
        {
            return _homes.GetValueOrDefault(user);
        }
    }

    public static SlackUser? User(string? id) => SlackSettings.Users.FirstOrDefault(user => user.Id == id);
}
