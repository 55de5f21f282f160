using System.Text.Json.Nodes;
using Rollouts.Sandbox.Front;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>VPC Lattice as a part of the sandbox: its objects, its API, and the rules that the front follows.</summary>
internal sealed class SandboxLattice
{
    private readonly LatticeIds _ids;

    public SandboxLattice(SandboxSettings settings)
    {
        _ids = new LatticeIds(settings.Region, settings.Account);
        Store = new LatticeStore(settings.Clock);
        Endpoint = new LatticeEndpoint(settings, Store, _ids);
    }

    public LatticeStore Store { get; }

    public LatticeEndpoint Endpoint { get; }

    public static string GroupOf(string version) => LatticeIds.Legible("tg", version);

    /// <summary>Adds a service whose listener sends all requests to the stable version.</summary>
    public void Add(string service, string stable, string candidate)
    {
        lock (Store.Gate)
        {
            foreach (var version in new[] { stable, candidate })
            {
                Store.Groups.Add(new LatticeGroup(GroupOf(version), version, "IP", Config: null, Store.Now));
            }

            var made = new LatticeService(LatticeIds.Legible("svc", service), service, Store.Now);
            made.Listeners.Add(
                new LatticeListener(LatticeIds.Legible("listener", service), "http", Store.Now)
                {
                    DefaultAction = new VersionedNode(
                        Forward((GroupOf(stable), 100), (GroupOf(candidate), 0)),
                        Store.Now
                    ),
                }
            );
            Store.Services.Add(made);
        }
    }

    public string ListenerArn(string service) =>
        _ids.ListenerArn(LatticeIds.Legible("svc", service), LatticeIds.Legible("listener", service));

    /// <summary>An action that forwards to these target groups.</summary>
    public static JsonObject Forward(params (string Group, int Weight)[] groups) =>
        new()
        {
            ["forward"] = new JsonObject
            {
                ["targetGroups"] = new JsonArray([
                    .. groups.Select(group => new JsonObject
                    {
                        ["targetGroupIdentifier"] = group.Group,
                        ["weight"] = group.Weight,
                    }),
                ]),
            },
        };

    public FrontTable TableOf(string service)
    {
        lock (Store.Gate)
        {
            return LatticeFront.TableOf(ListenerOf(service), Store);
        }
    }

    /// <summary>The weights of the default action.</summary>
    public IReadOnlyList<NodeWeight> WeightsOf(string service)
    {
        lock (Store.Gate)
        {
            return LatticeFront.WeightsOf(ListenerOf(service).DefaultAction.Now, Store);
        }
    }

    private LatticeListener ListenerOf(string service) =>
        Store.Services.Single(one => one.Name == service).Listeners.Single();
}
