using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Sqlite;

/// <summary>
/// Orders the writers: one at a time, those of the reserved lane before all others, and each in order of arrival.
/// </summary>
internal sealed class WriterTurn
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _urgent = [];
    private readonly LinkedList<TaskCompletionSource> _usual = [];
    private bool _isTaken;

    /// <summary>Waits for the turn. <see cref="Pass"/> ends it.</summary>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            (StoreLane.IsReserved ? _urgent : _usual).AddLast(waiting);
        }

        var registration = cancellation.UnsafeRegister(_ => GiveUp(waiting, cancellation), state: null);
        await using (registration.ConfigureAwait(false))
        {
            await waiting.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Ends the turn and gives it to the next writer.</summary>
    public void Pass()
    {
        TaskCompletionSource? next;
        lock (_gate)
        {
            next = Next(_urgent) ?? Next(_usual);
            _isTaken = next is not null;
        }

        next?.SetResult();
    }

    private static TaskCompletionSource? Next(LinkedList<TaskCompletionSource> queue)
    {
        var first = queue.First?.Value;
        if (first is not null)
        {
            queue.RemoveFirst();
        }

        return first;
    }

    private void GiveUp(TaskCompletionSource waiting, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_urgent.Remove(waiting) && !_usual.Remove(waiting))
            {
                // The writer has got its turn already, and passes it on itself.
                return;
            }
        }

        waiting.SetCanceled(cancellation);
    }
}
