using Rollouts.Domain.Installations;
using Rollouts.Integrations.InstallationFiles;

namespace Rollouts.Integrations.Outside;

/// <summary>
/// What was opened for connections of one kind, each when it was first used. A connection that has changed is opened
/// anew; what was opened for it before is closed when nobody can be using it any more.
/// </summary>
/// <param name="open">Talks to nobody, so it may be waited for.</param>
public sealed class Opened<TConnection, T>(
    CurrentInstallation installation,
    Func<TConnection, T> open,
    Action<T> close,
    TimeProvider time
) : IDisposable
    where TConnection : Connection
{
    /// <summary>Longer than any call may take, with all its further tries.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private readonly Lock _door = new();
    private readonly List<(T Old, ITimer Timer)> _retired = [];

    // Swapped as a whole: every question and every write looks here, and nobody waits for a lock to do so.
    private volatile Dictionary<ConnectionName, One> _open = [];

    private bool _isDisposed;

    public T Of(TConnection connection) =>
        _open.TryGetValue(connection.Name, out var one) && ReferenceEquals(one.Connection, connection)
            ? one.Opened
            : Open(connection);

    public void Dispose()
    {
        lock (_door)
        {
            _isDisposed = true;
            foreach (var one in _open.Values)
            {
                close(one.Opened);
            }

            foreach (var (old, timer) in _retired)
            {
                timer.Dispose();
                close(old);
            }

            _open = [];
            _retired.Clear();
        }
    }

    private T Open(TConnection connection)
    {
        lock (_door)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var now = installation.Now.Connections;
            var known = _open.GetValueOrDefault(connection.Name);

            // Whoever still holds what was there a moment ago must not close what is there now.
            if (
                known is not null
                && (ReferenceEquals(known.Connection, connection) || IsOf(now, connection.Name, known))
            )
            {
                return known.Opened;
            }

            var opened = open(connection);
            var gone = _open
                .Where(pair => pair.Key == connection.Name || !IsOf(now, pair.Key, pair.Value))
                .Select(pair => pair.Value)
                .ToList();
            _open = new Dictionary<ConnectionName, One>(_open.Where(pair => !gone.Contains(pair.Value)))
            {
                [connection.Name] = new One(connection, opened),
            };
            gone.ForEach(one => Retire(one.Opened));
            return opened;
        }
    }

    private static bool IsOf(
        System.Collections.Immutable.ImmutableDictionary<ConnectionName, Connection> connections,
        ConnectionName name,
        One one
    ) => ReferenceEquals(connections.GetValueOrDefault(name), one.Connection);

    private void Retire(T old)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(_ => CloseRetired(timer!), null, Grace, Timeout.InfiniteTimeSpan);
        _retired.Add((old, timer));
    }

    private void CloseRetired(ITimer timer)
    {
        lock (_door)
        {
            var at = _retired.FindIndex(one => ReferenceEquals(one.Timer, timer));
            if (at >= 0)
            {
                var (old, _) = _retired[at];
                _retired.RemoveAt(at);
                timer.Dispose();
                close(old);
            }
        }
    }

    private sealed class One(TConnection connection, T opened)
    {
        public TConnection Connection => connection;

        public T Opened => opened;
    }
}
