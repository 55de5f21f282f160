using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>Makes ARNs as Elastic Load Balancing does. The same names give the same ARNs in each run.</summary>
internal sealed class ElbArns(string region, string account)
{
    private const int IdLength = 16;

    public string Balancer(string kind, string name) => Of($"loadbalancer/{kind}/{name}", name);

    public string Group(string name) => Of($"targetgroup/{name}", name);

    public static string Listener(string balancer, int port) =>
        balancer.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal) + "/" + Id($"{balancer} {port}");

    public static string Rule(string listener, string name) =>
        listener.Replace(":listener/", ":listener-rule/", StringComparison.Ordinal) + "/" + Id($"{listener} {name}");

    private string Of(string resource, string name) =>
        $"arn:aws:elasticloadbalancing:{region}:{account}:{resource}/{Id($"{resource} {name}")}";

    private static string Id(string seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..IdLength];
}
