using Rollouts.Integrations.Aws;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>The addresses of AWS, as the endpoint rules of its own clients say them.</summary>
public sealed class AwsEndpointTests
{
    [Theory]
    [InlineData("vpc-lattice", "eu-west-1", false, false, "vpc-lattice.eu-west-1.amazonaws.com")]
    [InlineData("vpc-lattice", "eu-west-1", true, false, "vpc-lattice-fips.eu-west-1.amazonaws.com")]
    [InlineData("vpc-lattice", "eu-west-1", false, true, "vpc-lattice.eu-west-1.api.aws")]
    [InlineData("vpc-lattice", "eu-west-1", true, true, "vpc-lattice-fips.eu-west-1.api.aws")]
    [InlineData(
        "elasticloadbalancing",
        "us-gov-west-1",
        true,
        false,
        "elasticloadbalancing.us-gov-west-1.amazonaws.com"
    )]
    [InlineData("elasticloadbalancing", "us-gov-west-1", true, true, "elasticloadbalancing-fips.us-gov-west-1.api.aws")]
    [InlineData("secretsmanager", "us-gov-west-1", true, false, "secretsmanager-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("monitoring", "us-gov-west-1", true, false, "monitoring.us-gov-west-1.amazonaws.com")]
    [InlineData("ssm", "cn-north-1", false, false, "ssm.cn-north-1.amazonaws.com.cn")]
    [InlineData("ssm", "cn-north-1", true, true, "ssm-fips.cn-north-1.api.amazonwebservices.com.cn")]
    public void Are_those_of_the_region_and_the_kind_of_endpoint(
        string host,
        string region,
        bool fips,
        bool dualStack,
        string expected
    ) =>
        Assert.Equal(
            new Uri($"https://{expected}/"),
            AwsEndpoint.Of(host, new AwsAccess(region, null, null, null) { Fips = fips, DualStack = dualStack })
        );
}
