using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>
/// A route is never written by a service that does not own it. The law looks at rollouts alone and reads no claim: the
/// first service with a rollout under way on a route owns it, until an administrator frees it.
/// </summary>
internal sealed class RivalLaw(World world)
{
    private readonly Dictionary<string, ServiceName> _owners = new(StringComparer.Ordinal);
    private readonly List<RolloutId> _rollouts = [];

    /// <summary>The services that began a rollout.</summary>
    public HashSet<ServiceName> Begun { get; } = [];

    /// <summary>How many writes were looked at.</summary>
    public int Writes { get; private set; }

    public IReadOnlyList<RolloutId> Rollouts => _rollouts;

    public void Opened(RolloutId id) => _rollouts.Add(id);

    public void Freed(string route) => _owners.Remove(route);

    public async Task<Rollout?> LoadAsync(StateReader reader, RolloutId id)
    {
        var fault = world.Store.Fault;
        world.Store.Fault = null;
        try
        {
            var loaded = await world.Store.Streams.LoadAsync([StreamName.Of(id)], default);
            return loaded.Streams[0] is { } stored ? await reader.RolloutOfAsync(stored, default) : null;
        }
        finally
        {
            world.Store.Fault = fault;
        }
    }

    /// <summary>Looks at what has begun, and at who shares a route with whom.</summary>
    public async Task CheckAsync(StateReader reader)
    {
        foreach (var id in _rollouts)
        {
            if (await LoadAsync(reader, id) is not { IsUnderWay: true } state)
            {
                continue;
            }

            Begun.Add(state.Spec.Plan.Service);
            foreach (var route in state.Spec.Plan.Targets.Select(RouteOf))
            {
                if (_owners.TryAdd(route, state.Spec.Plan.Service))
                {
                    continue;
                }

                if (_owners[route] != state.Spec.Plan.Service)
                {
                    throw new LawBrokenException(
                        $"11: {state.Spec.Plan.Service} has begun on {route}, which belongs to {_owners[route]}"
                    );
                }
            }
        }
    }

    /// <summary>Called with each write, before the router does it.</summary>
    public void Sent(StateReader reader, ServiceName service, string route, Traffic traffic)
    {
        Writes++;
        CheckAsync(reader).GetAwaiter().GetResult();
        if (_owners.TryGetValue(route, out var owner) && owner != service)
        {
            throw new LawBrokenException($"11: {service} gave {route} {traffic}, which belongs to {owner}");
        }
    }

    public static string RouteOf(Target target) => ((Settings.Text)((Route.Spelled)target.Route).Where).Value;
}
