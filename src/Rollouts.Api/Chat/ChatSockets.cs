using Microsoft.Extensions.Logging;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Loops;
using Rollouts.Integrations.Chat;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Chat;

/// <summary>
/// Holds the connections of chat systems that bring in through them what people do: two for each system, so that one
/// is open while the other is opened anew. One process of several holds them, under a lease.
/// </summary>
internal sealed class ChatSockets(
    ChatConnections connections,
    ChatWork work,
    IStore store,
    LoopHealth health,
    ILogger<ChatSockets> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    private const int Connections = 2;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, SharedLease> _leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChatSocketGroup> _groups = new(StringComparer.Ordinal);

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
    {
        var wanted = connections
            .All.Select(one => (one.Name.Value, Chat: connections.Find(one.Name.Value)?.Chat as IInteractiveChat))
            .Where(one => one.Chat is { HasSockets: true })
            .ToDictionary(one => one.Value, one => one.Chat!, StringComparer.Ordinal);
        foreach (var gone in _groups.Where(pair => !Is(wanted, pair)).Select(pair => pair.Key).ToList())
        {
            await EndAsync(gone);
        }

        foreach (var (name, chat) in wanted)
        {
            await GuardAsync($"connections of '{name}'", () => HoldAsync(name, chat, stopping), stopping);
        }

        return Beat;
    }

    protected override async Task FinishAsync()
    {
        foreach (var name in _groups.Keys.ToList())
        {
            await EndAsync(name);
        }

        foreach (var lease in _leases.Values)
        {
            await GuardAsync("a lease", () => lease.ReleaseAsync(CancellationToken.None), CancellationToken.None);
        }
    }

    private async Task HoldAsync(string name, IInteractiveChat chat, CancellationToken stopping)
    {
        if (!_leases.TryGetValue(name, out var lease))
        {
            lease = _leases[name] = new SharedLease(store.Idempotency, $"sockets of {name}", Time);
        }

        var isHeld = false;
        try
        {
            isHeld = await lease.HoldAsync(stopping);
        }
        finally
        {
            // A store that cannot be asked tells nothing of the lease; another process may hold it by now.
            if (!isHeld)
            {
                await EndAsync(name);
            }
        }

        if (isHeld && !_groups.ContainsKey(name))
        {
            var group = new ChatSocketGroup(name, chat, work, logger, Time);
            _groups[name] = group;
            group.Start(Connections);
        }
    }

    private async Task EndAsync(string name)
    {
        if (_groups.Remove(name, out var group))
        {
            await group.DisposeAsync();
        }
    }

    /// <summary>Whether the connections are still those of the system as administrators connect it now.</summary>
    private static bool Is(Dictionary<string, IInteractiveChat> wanted, KeyValuePair<string, ChatSocketGroup> held) =>
        wanted.TryGetValue(held.Key, out var chat) && ReferenceEquals(chat, held.Value.Chat);
}
