using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Hosting;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;

namespace Rollouts.Worker.Commands;

/// <summary>
/// Prints the timeline of one rollout until it ends. An interruption rolls the rollout back. If the store is
/// unreachable, the command waits, because the rollout still exists there.
/// </summary>
internal sealed class Follower(WorkerHost host, RolloutId id, TextWriter output, TextWriter errors)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly TimelineWriter _writer = new();

    // One key for each process, so that a later process can interrupt the same rollout again.
    private readonly string _interruption = $"interrupted-{Guid.NewGuid():N}";
    private Rollout? _state;
    private bool _isTakenBack;
    private bool _isBlind;

    public async Task<Status> FollowAsync(CancellationToken interruption)
    {
        while (_state is not { IsFinal: true })
        {
            try
            {
                await LookAsync(interruption.IsCancellationRequested);
                _isBlind = false;
            }
            catch (StoreUnavailableException exception)
            {
                await ComplainAsync(exception);
            }

            await Task.Delay(Beat, TimeProvider.System, CancellationToken.None);
        }

        return _state.Status;
    }

    private async Task LookAsync(bool isInterrupted)
    {
        await foreach (var chained in host.Streams.ReadAsync(StreamName.Of(id), _state?.Version ?? 0, default))
        {
            var recorded = Recorder.Read(chained.Entry);
            _state = Evolution.Evolve(_state, recorded);
            await output.WriteLineAsync(_writer.Tell(recorded));
        }

        if (isInterrupted && !_isTakenBack)
        {
            var by = Actor.Person(Environment.UserName);
            var back = new Command.RollBack(_interruption, by, "interrupted by hand");
            await host.Engine.Inbox.SubmitAsync(id, back, wakes: true, answer: null, CancellationToken.None);
            _isTakenBack = true;
        }
    }

    private async Task ComplainAsync(StoreUnavailableException exception)
    {
        if (!_isBlind)
        {
            _isBlind = true;
            await errors.WriteLineAsync($"The store is out of reach, and tried again: {exception.Message}");
        }
    }
}
