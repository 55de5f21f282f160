using System.Runtime.CompilerServices;

namespace Rollouts.Storage.Lists;

/// <summary>
/// Passes changed rows to the listeners in this process. Changes while a listener is busy are combined, each row once,
/// so that a slow listener costs no more than a fast one.
/// </summary>
internal sealed class RowChanges
{
    private readonly Lock _gate = new();
    private readonly List<Listener> _listeners = [];

    public void Tell(IEnumerable<RolloutId> changed)
    {
        lock (_gate)
        {
            if (_listeners.Count > 0)
            {
                var all = changed.ToList();
                _listeners.ForEach(listener => listener.Add(all));
            }
        }
    }

    /// <summary>Tells every listener to read its whole list, because changes may have been missed.</summary>
    public void TellMissed()
    {
        lock (_gate)
        {
            _listeners.ForEach(listener => listener.Miss());
        }
    }

    public async IAsyncEnumerable<ValueList<RolloutId>> ListenAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var listener = new Listener();
        lock (_gate)
        {
            _listeners.Add(listener);
        }

        try
        {
            while (true)
            {
                yield return await listener.TakeAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            lock (_gate)
            {
                _listeners.Remove(listener);
            }
        }
    }

    private sealed class Listener : IDisposable
    {
        private readonly Lock _own = new();
        private readonly SemaphoreSlim _news = new(0, 1);
        private readonly HashSet<RolloutId> _changed = [];

        // The writes before the subscription are unknown.
        private bool _hasMissed = true;

        public Listener() => Signal();

        public void Add(IReadOnlyList<RolloutId> changed)
        {
            if (changed.Count == 0)
            {
                return;
            }

            lock (_own)
            {
                _changed.UnionWith(changed);
            }

            Signal();
        }

        public void Miss()
        {
            lock (_own)
            {
                _hasMissed = true;
            }

            Signal();
        }

        public async Task<ValueList<RolloutId>> TakeAsync(CancellationToken cancellation)
        {
            await _news.WaitAsync(cancellation).ConfigureAwait(false);
            lock (_own)
            {
                var changed = _hasMissed ? [] : _changed.ToValueList();
                _changed.Clear();
                _hasMissed = false;
                return changed;
            }
        }

        public void Dispose() => _news.Dispose();

        private void Signal()
        {
            lock (_own)
            {
                if (_news.CurrentCount == 0)
                {
                    _news.Release();
                }
            }
        }
    }
}
