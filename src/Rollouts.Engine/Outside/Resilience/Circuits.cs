using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rollouts.Engine.Metering;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside.Resilience;

/// <summary>
/// The circuit of each external system, and the retries of each kind of call. Plans contain the names of systems, so
/// unused circuits are removed.
/// </summary>
public sealed class Circuits(TimeProvider time, ILogger logger)
{
    /// <summary>
    /// Far more systems than an installation connects. From here on, idle circuits are removed to make room. A circuit
    /// in use is never removed.
    /// </summary>
    public const int Most = 1000;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Circuit> _circuits = new(StringComparer.Ordinal);

    private readonly Dictionary<RetryPolicy, Polly.ResiliencePipeline<Fault?>> _efforts = new RetryPolicy[]
    {
        RetryPolicy.RouterRead,
        RetryPolicy.RouterWrite,
        RetryPolicy.Source,
        RetryPolicy.Gate,
    }.ToDictionary(effort => effort, effort => effort.Build(time));

    /// <summary>The states of all circuits, by name.</summary>
    public IEnumerable<CircuitView> All =>
        _circuits.Values.Select(circuit => circuit.View).OrderBy(view => view.System, StringComparer.Ordinal);

    internal Circuit Of(string system) => _circuits.TryGetValue(system, out var known) ? known : Add(system);

    /// <summary>Makes a call with its retries, through the circuit of its system.</summary>
    internal async Task<Answer<T>> CallAsync<T>(
        string system,
        RetryPolicy effort,
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

    /// <summary>The same for a call without a result.</summary>
    internal async Task<Fault?> DoAsync(
        string system,
        RetryPolicy effort,
        Func<CancellationToken, Task<Fault?>> call,
        CancellationToken cancellation
    )
    {
        var circuit = Of(system);
        return await TryAsync(effort, token => circuit.PassAsync(call, token), cancellation);
    }

    /// <summary>Retries a call that itself passes a circuit.</summary>
    internal async Task<Fault?> TryAsync(
        RetryPolicy effort,
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

    // All idle circuits at once, so that a flood of names does not search all circuits at each name.
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
