using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Kubernetes;

/// <summary>Makes the client of a cluster from how it is connected.</summary>
internal static class ClusterClients
{
    /// <summary>A load balancer in front of API servers moves; a connection must not outlive that for long.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <exception cref="OutsideException">A file of the connection is missing or cannot be used.</exception>
    public static k8s.Kubernetes Connect(ClusterAccess access)
    {
        try
        {
            var configuration = ConfigurationOf(access);
            configuration.HttpClientTimeout = Timeout.InfiniteTimeSpan;
            configuration.UserAgent = "rollouts";
            configuration.FirstMessageHandlerSetup = handler =>
            {
                // A redirect or a proxy of the environment would see the credentials.
                handler.AllowAutoRedirect = false;
                handler.UseProxy = false;
                handler.UseCookies = false;
                handler.PooledConnectionLifetime = ConnectionLifetime;
            };
            return new k8s.Kubernetes(configuration);
        }
        catch (Exception e)
            when (e
                    is KubeConfigException
                        or IOException
                        or UnauthorizedAccessException
                        or CryptographicException
                        or FormatException
                        or YamlDotNet.Core.YamlException
            )
        {
            throw new OutsideException(
                new Fault(FaultKind.Denied, $"the cluster cannot be connected from {NameOf(access)}: {e.Message}")
            );
        }
    }

    public static string NameOf(ClusterAccess access) =>
        access switch
        {
            ClusterAccess.InCluster => "the service account of this pod",
            ClusterAccess.Kubeconfig { Context: null } file => $"kubeconfig '{file.Path}'",
            ClusterAccess.Kubeconfig file => $"context '{file.Context}' of kubeconfig '{file.Path}'",
            ClusterAccess.Direct direct => direct.Address.ToString(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static KubernetesClientConfiguration ConfigurationOf(ClusterAccess access) =>
        access switch
        {
            ClusterAccess.InCluster => KubernetesClientConfiguration.InClusterConfig(),
            ClusterAccess.Kubeconfig file => KubernetesClientConfiguration.BuildConfigFromConfigFile(
                new FileInfo(file.Path),
                file.Context,
                masterUrl: null,
                useRelativePaths: true
            ),
            ClusterAccess.Direct direct => new KubernetesClientConfiguration
            {
                Host = direct.Address.ToString(),
                TokenProvider = new SecretToken(direct.Token),
                SslCaCerts = direct.Authorities is { } file ? Authorities(file) : null,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities;
    }

    private sealed class SecretToken(Secret secret) : ITokenProvider
    {
        public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
        {
            var read = await SecretReader.ReadAsync(secret, cancellationToken).ConfigureAwait(false);
            return read.TryGet(out var token, out var fault)
                ? new AuthenticationHeaderValue("Bearer", token)
                : throw new OutsideException(fault);
        }
    }
}
