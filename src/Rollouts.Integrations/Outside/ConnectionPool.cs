using Rollouts.Domain.Connections;

namespace Rollouts.Integrations.Outside;

/// <summary>
/// The opened adapters of one kind of connection. Each is opened at its first use. A changed connection is opened anew,
/// and the old adapter is closed after a grace period in which running calls can end.
/// </summary>
/// <param name="open">Makes no network call, so it may run under the lock.</param>
public sealed class ConnectionPool<TConnection, T>(
    CurrentInstallation installation,
    Func<TConnection, T> open,
    Action<T> close,
    TimeProvider time
) : IDisposable
    where TConnection : Connection
{
    /// <summary>Longer than any call with all its retries.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private readonly Lock _pools = new();
    private readonly List<(T Old, ITimer Timer)> _retired = [];

    // Replaced as a whole, because every query and every write reads it and must not wait for a lock.
    private volatile Dictionary<ConnectionName, One> _open = [];

    private bool _isDisposed;

    public T Of(TConnection connection) =>
        _open.TryGetValue(connection.Name, out var one) && ReferenceEquals(one.Connection, connection)
            ? one.Opened
            : Open(connection);

    public void Dispose()
    {
        lock (_pools)
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
        lock (_pools)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var now = installation.Now.Connections;
            var known = _open.GetValueOrDefault(connection.Name);

            // A caller with an outdated connection must not close the adapter of the current one.
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
        lock (_pools)
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
