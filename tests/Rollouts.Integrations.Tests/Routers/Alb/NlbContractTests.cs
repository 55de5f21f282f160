using Rollouts.Domain.Connections;
using Rollouts.Integrations.Routers.Alb;

namespace Rollouts.Integrations.Tests.Routers.Alb;

/// <summary>A Network Load Balancer does what every router does.</summary>
public sealed class NlbContractTests() : ElbContract(isNetwork: true)
{
    protected override RouterTraits Traits => NlbDescriptor.Descriptor.Traits;
}
