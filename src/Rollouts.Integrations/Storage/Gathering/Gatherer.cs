namespace Rollouts.Integrations.Storage.Gathering;

/// <summary>
/// Does together what many ask for at the same time. Nobody waits for company: whoever comes first goes at once, and
/// those who come while the few places are taken go together in the next one that is free. So an idle store answers as
/// quickly as before, and a busy one is asked seldom and for much.
/// </summary>
internal sealed class Gatherer<TRequest, TAnswer>(
    int places,
    int most,
    Func<TRequest, int> sizeOf,
    Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TAnswer>>> together
)
    where TRequest : class
{
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _queue = [];
    private int _taken;

    public Task<TAnswer> AskAsync(TRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new Waiting(request, cancellation);
        lock (_gate)
        {
            _queue.Enqueue(waiting);
            if (_taken == places)
            {
                return waiting.Answer.WaitAsync(cancellation);
            }

            _taken++;
        }

        _ = GoAsync();
        return waiting.Answer.WaitAsync(cancellation);
    }

    private async Task GoAsync()
    {
        while (Next() is { Count: > 0 } some)
        {
            await DoAsync(some).ConfigureAwait(false);
        }
    }

    /// <summary>Who goes next; nobody gives the place back.</summary>
    private List<Waiting> Next()
    {
        lock (_gate)
        {
            List<Waiting> some = [];
            var size = 0;
            while (_queue.TryPeek(out var first) && (some.Count == 0 || size + sizeOf(first.Request) <= most))
            {
                _queue.Dequeue();
                if (!first.IsGivenUp)
                {
                    some.Add(first);
                    size += sizeOf(first.Request);
                }
            }

            if (some.Count == 0)
            {
                _taken--;
            }

            return some;
        }
    }

    private async Task DoAsync(List<Waiting> some)
    {
        try
        {
            var answers = await together(some.ConvertAll(waiting => waiting.Request)).ConfigureAwait(false);
            for (var i = 0; i < some.Count; i++)
            {
                some[i].Take(answers[i]);
            }
        }
        // One that nobody foresaw must not take the others with it: each is tried alone, and fails for itself.
        catch (Exception exception) when (some.Count > 1 && exception is not StoreUnavailableException)
        {
            foreach (var one in some)
            {
                await DoAsync([one]).ConfigureAwait(false);
            }
        }
        // Whatever it was, it is thrown where somebody asked for it.
        catch (Exception exception)
        {
            some.ForEach(waiting => waiting.Fail(exception));
        }
    }

    private sealed class Waiting(TRequest request, CancellationToken cancellation)
    {
        // Whoever waits goes on elsewhere, or one of them would hold up all who come after.
        private readonly TaskCompletionSource<TAnswer> _answer = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public TRequest Request => request;

        public Task<TAnswer> Answer => _answer.Task;

        public bool IsGivenUp => cancellation.IsCancellationRequested;

        public void Take(TAnswer answer) => _answer.TrySetResult(answer);

        public void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}
