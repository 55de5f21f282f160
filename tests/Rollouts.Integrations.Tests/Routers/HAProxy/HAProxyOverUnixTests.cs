namespace Rollouts.Integrations.Tests.Routers.HAProxy;

[Collection(OneHAProxy.Name)]
public sealed class HAProxyOverUnixTests(OneHAProxy.Shared shared) : HAProxyContract(shared)
{
    protected override string Socket => Server.UnixSocket;
}
