using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Tests.Metrics.Prometheus;

namespace Rollouts.Integrations.Tests.Outside.Http;

/// <summary>Certificates of a private authority, on both sides.</summary>
public sealed class TrustTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly Authority _company = new("Company");
    private readonly Authority _somebody = new("Somebody");
    private X509Certificate2 _served = null!;
    private PrometheusStandIn _standIn = null!;
    private string? _presented;

    public async Task InitializeAsync()
    {
        _folder.Write("company.pem", _company.Pem);
        _folder.Write("somebody.pem", _somebody.Pem);
        _served = _company.Sign("localhost");
        _standIn = await PrometheusStandIn.StartAsync(listen =>
            listen.UseHttps(https =>
            {
                https.ServerCertificateSelector = (_, _) => _served;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (certificate, _, _) =>
                {
                    _presented = certificate.Thumbprint;
                    return true;
                };
            })
        );
    }

    public async Task DisposeAsync()
    {
        await _standIn.DisposeAsync();
        _served.Dispose();
        _company.Dispose();
        _somebody.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Trusts_whom_the_administrator_trusts()
    {
        Assert.Null(await AskAsync($"authorities: '{_folder["company.pem"]}'"));
        Assert.Null(_presented);
    }

    [Fact]
    public async Task Trusts_nobody_else()
    {
        var fault = await AskAsync($"authorities: '{_folder["somebody.pem"]}'");

        Assert.Equal(FaultKind.Denied, fault?.Kind);
        Assert.Empty(_standIn.Asked);
    }

    [Fact]
    public async Task Trusts_the_authorities_of_the_machine_where_no_others_are_named() =>
        Assert.Equal(FaultKind.Denied, (await AskAsync(tls: null))?.Kind);

    [Fact]
    public async Task Trusts_no_certificate_of_another_name()
    {
        _served.Dispose();
        _served = _company.Sign("elsewhere");

        Assert.Equal(FaultKind.Denied, (await AskAsync($"authorities: '{_folder["company.pem"]}'"))?.Kind);
    }

    [Fact]
    public async Task Shows_its_own_certificate()
    {
        using var own = _company.Sign("rollouts");
        _folder.Write("own.pem", own.ExportCertificatePem());
        _folder.Write("own.key", Authority.KeyPem(own));

        Assert.Null(
            await AskAsync(
                $"authorities: '{_folder["company.pem"]}', certificate: '{_folder["own.pem"]}', key: '{_folder["own.key"]}'"
            )
        );

        Assert.Equal(own.Thumbprint, _presented);
    }

    [Theory]
    [InlineData("authorities: '{0}'")]
    [InlineData("certificate: '{0}', key: '{0}'")]
    public async Task Names_a_file_that_it_cannot_use(string tls)
    {
        _folder.Write("broken.pem", "-----BEGIN NONSENSE-----");
        var authorities = tls.StartsWith('a') ? "" : $", authorities: '{_folder["company.pem"]}'";

        var fault = await AskAsync(string.Format(tls, _folder["broken.pem"]) + authorities);

        Assert.Equal(FaultKind.Denied, fault?.Kind);
    }

    private async Task<Fault?> AskAsync(string? tls)
    {
        var address = $"https://localhost:{_standIn.Address.Port}";
        using var source = Connected.Source(
            $"prometheus: {{ address: '{address}'{(tls is null ? "" : $", tls: {{ {tls} }}")} }}"
        );
        return await CredentialTests.AskAsync(source);
    }
}
