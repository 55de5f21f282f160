using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Outside;
using Rollouts.Worker.Observing;

namespace Rollouts.Worker.Outside.Resilience;

/// <summary>
/// One circuit for each system outside, and how hard each kind of call is tried before it is given up. Plans give the
/// names of systems, so circuits that are not used any more are removed.
/// </summary>
internal sealed class Circuits(TimeProvider time, ILogger logger)
{
    /// <summary>
    /// Far more systems than an installation connects. From here on, idle circuits are removed to make room. A circuit
    /// in use is never removed.
    /// </summary>
    public const int Most = 1000;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Circuit> _circuits = new(StringComparer.Ordinal);

    private readonly Dictionary<Effort, Polly.ResiliencePipeline<Fault?>> _efforts = new Effort[]
    {
        Effort.RouterRead,
        Effort.RouterWrite,
        Effort.Source,
        Effort.Gate,
    }.ToDictionary(effort => effort, effort => effort.Build(time));

    /// <summary>How each of them stands, by name.</summary>
    public IEnumerable<CircuitView> All =>
        _circuits.Values.Select(circuit => circuit.View).OrderBy(view => view.System, StringComparer.Ordinal);

    public Circuit Of(string system) => _circuits.TryGetValue(system, out var known) ? known : Add(system);

    /// <summary>Tries a call as hard as it is worth, through the circuit of its system.</summary>
    public async Task<Answer<T>> CallAsync<T>(
        string system,
        Effort effort,
        Func<CancellationToken, Task<Answer<T>>> call,
        CancellationToken cancellation
    )
    {
        Answer<T>? answer = null;
        var fault = await DoAsync(
            system,
            effort,
            async token =>
            {
                answer = await call(token);
                return answer.TryGet(out _, out var failed) ? null : failed;
            },
            cancellation
        );
        return fault is null ? answer! : fault;
    }

    /// <summary>The same for what is only to be done.</summary>
    public async Task<Fault?> DoAsync(
        string system,
        Effort effort,
        Func<CancellationToken, Task<Fault?>> call,
        CancellationToken cancellation
    )
    {
        var circuit = Of(system);
        return await TryAsync(effort, token => circuit.PassAsync(call, token), cancellation);
    }

    /// <summary>Tries as hard as it is worth what passes a circuit by itself.</summary>
    public async Task<Fault?> TryAsync(
        Effort effort,
        Func<CancellationToken, Task<Fault?>> call,
        CancellationToken cancellation
    ) => await _efforts[effort].ExecuteAsync(async token => await call(token), cancellation);

    private Circuit Add(string system)
    {
        lock (_gate)
        {
            if (_circuits.TryGetValue(system, out var known))
            {
                return known;
            }

            if (_circuits.Count >= Most)
            {
                RemoveIdle();
            }

            return _circuits[system] = new Circuit(system, time, logger);
        }
    }

    // All of them at once, so that a flood of names does not look through all circuits at each name.
    private void RemoveIdle()
    {
        foreach (var (system, circuit) in _circuits)
        {
            if (circuit.IsIdle && _circuits.TryRemove(system, out _))
            {
                Telemetry.CircuitState.Record(0, Labels.Of(Labels.System, system));
            }
        }
    }
}
