using Refit;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>The calls of the VPC Lattice API (2022-11-30) that are needed.</summary>
internal interface IVpcLatticeApi
{
    [Get("/services/{service}/listeners/{listener}")]
    Task<HttpResponseMessage> GetListenerAsync(string service, string listener, CancellationToken cancellation);

    [Patch("/services/{service}/listeners/{listener}")]
    Task<HttpResponseMessage> UpdateListenerAsync(
        string service,
        string listener,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Get("/services/{service}/listeners/{listener}/rules")]
    Task<HttpResponseMessage> ListRulesAsync(
        string service,
        string listener,
        int maxResults,
        string? nextToken,
        CancellationToken cancellation
    );

    [Post("/services/{service}/listeners/{listener}/rules")]
    Task<HttpResponseMessage> CreateRuleAsync(
        string service,
        string listener,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Get("/services/{service}/listeners/{listener}/rules/{rule}")]
    Task<HttpResponseMessage> GetRuleAsync(
        string service,
        string listener,
        string rule,
        CancellationToken cancellation
    );

    [Patch("/services/{service}/listeners/{listener}/rules/{rule}")]
    Task<HttpResponseMessage> UpdateRuleAsync(
        string service,
        string listener,
        string rule,
        [Body] HttpContent body,
        CancellationToken cancellation
    );

    [Delete("/services/{service}/listeners/{listener}/rules/{rule}")]
    Task<HttpResponseMessage> DeleteRuleAsync(
        string service,
        string listener,
        string rule,
        CancellationToken cancellation
    );

    [Get("/targetgroups")]
    Task<HttpResponseMessage> ListTargetGroupsAsync(int maxResults, string? nextToken, CancellationToken cancellation);

    [Get("/targetgroups/{group}")]
    Task<HttpResponseMessage> GetTargetGroupAsync(string group, CancellationToken cancellation);
}
