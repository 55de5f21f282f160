using Rollouts.Domain.Connections;
using Rollouts.Integrations.Routers.Alb;

namespace Rollouts.Integrations.Tests.Routers.Alb;

/// <summary>An Application Load Balancer does what every router does.</summary>
public sealed class AlbContractTests() : ElbContract(isNetwork: false)
{
    protected override RouterTraits Traits => AlbDescriptor.Descriptor.Traits;
}
