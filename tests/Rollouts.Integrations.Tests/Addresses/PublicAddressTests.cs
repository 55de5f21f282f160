using System.Net;
using Rollouts.PlanFiles.Addresses;

namespace Rollouts.Integrations.Tests.Addresses;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://ci.example.com/smoke")]
    [InlineData("https://ci.example.com:8443/smoke/{version}?env={environment}")]
    [InlineData("http://93.184.216.34/")]
    [InlineData("https://[2606:2800:220:1::1]/")]
    public void Lets_public_addresses_pass(string url) => Assert.Null(PublicAddress.Refusal(url));

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://10.1.2.3/")]
    [InlineData("http://172.16.0.1/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://[64:ff9b::a00:1]/")]
    [InlineData("http://[2002:a00:1::]/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://printer.local/")]
    [InlineData("http://jenkins/")]
    [InlineData("https://user@example.com/")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("https://{version}.example.com/")]
    [InlineData("https://example.com:{version}/")]
    [InlineData("{version}://example.com/")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//example.com/")]
    [InlineData("/smoke")]
    [InlineData("https://example.com/#part")]
    public void Refuses_what_only_this_service_could_reach(string url) => Assert.NotNull(PublicAddress.Refusal(url));

    [Theory]
    [InlineData("0.1.2.3", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("192.0.0.8", false)]
    [InlineData("198.19.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2001::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2a00:1450:4001::1", true)]
    public void Knows_private_ranges(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.IsPublic(IPAddress.Parse(address)));
}
