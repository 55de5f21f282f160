using Rollouts.EndToEnd.Tests.Relays;

namespace Rollouts.EndToEnd.Tests.Workers;

/// <summary>Ends a worker with <c>kill -9</c>.</summary>
internal sealed class Killing(WorkerProcess worker, RelayBook book)
{
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isAlive = 1;

    /// <summary>
    /// When it next writes a weight: dead before HAProxy has it, and before anybody knows whether it will. Where it
    /// writes none so soon, then.
    /// </summary>
    public async Task AtAWriteAsync(TimeSpan within)
    {
        book.Before = async line =>
        {
            if (line.By == worker.Name)
            {
                await KillAsync();
            }

            return false;
        };
        await Task.WhenAny(_killed.Task, Task.Delay(within));
        await KillAsync();
        await _killed.Task;
        book.Before = RelayBook.Nothing;
    }

    private async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _isAlive, 0) == 1)
        {
            await worker.KillAsync();
            _killed.SetResult();
        }
    }
}
