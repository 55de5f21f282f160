using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Stories;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Hosting;

namespace Rollouts.Worker.Commands;

/// <summary>
/// Tells the story of one rollout until it ends. Whoever interrupts it wants the rollout back; a store that is away is
/// waited for, since the rollout goes on wherever it is.
/// </summary>
internal sealed class Follower(WorkerHost host, RolloutId id, TextWriter output, TextWriter errors)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly Storyteller _teller = new();

    // One key for each process: another interruption of the same rollout is another command.
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
            var happening = Recorder.Read(chained.Entry);
            _state = Evolution.Evolve(_state, happening);
            await output.WriteLineAsync(_teller.Tell(happening));
        }

        if (isInterrupted && !_isTakenBack)
        {
            var by = Actor.Person(Environment.UserName);
            var back = new Command.RollBack(_interruption, by, "interrupted by hand");
            await host.Engine.Door.HandInAsync(id, back, wakes: true, answer: null, CancellationToken.None);
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
