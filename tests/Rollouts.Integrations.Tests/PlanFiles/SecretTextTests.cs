using Rollouts.PlanFiles.Documents;

namespace Rollouts.Integrations.Tests.PlanFiles;

/// <summary>Secrets in text that leaves the installation are hidden, and the rest stays as it is.</summary>
public sealed class SecretTextTests
{
    [Theory]
    [InlineData("https://user:pass@host/path?x=1", "https://(hidden)host/path?x=1")]
    [InlineData("https://host/a?token=abc&x=1", "https://host/a?token=(hidden)&x=1")]
    [InlineData(
        "GET https://host/?x=1&api_key=a%20b failed: 403",
        "GET https://host/?x=1&api_key=(hidden) failed: 403"
    )]
    [InlineData("key ghp_0123456789abcdefghij0123 leaked", "key (hidden) leaked")]
    [InlineData("AKIA0123456789ABCDEF, then", "(hidden), then")]
    [InlineData("Bearer eyJhbGciOiJIUzI1.eyJzdWIiOiIx.c2lnbmF0dXJl", "Bearer (hidden)")]
    [InlineData("http_requests_total{app=\"a\"}", "http_requests_total{app=\"a\"}")]
    [InlineData("candidate fails 5.0 % of requests", "candidate fails 5.0 % of requests")]
    public void Is_hidden(string text, string shown) => Assert.Equal(shown, SecretScan.HideIn(text));
}
