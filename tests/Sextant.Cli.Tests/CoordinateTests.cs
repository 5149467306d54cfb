using System.Diagnostics;
using System.Text.Json;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed class CoordinateTests
{
    private const string Conflicts = "examples/marketplace/conflicts.yaml";
    private const string Workload = "examples/marketplace/workload.yaml";
    private const string Network = "examples/coordination/network-stated.yaml";

    [Theory]
    [InlineData("courseware/courseware.sxt", "enrol removeStudent student; enrol removeCourse course")]
    [InlineData("tournament/tournament.sxt", "removePlayer enrol player; removeTournament enrol tournament")]
    [InlineData("auction/auction.sxt", "placeBid closeAuction")]
    [InlineData("bank/withdrawals.sxt", "withdraw withdraw account; withdraw transfer account; transfer transfer account")]
    [InlineData("counter/counter.sxt", "increment decrement")]
    public void Conflicts_of_a_specification_are_found_with_their_keys_and_proved_to_be_all(string example, string conflicts)
    {
        ProcessResult result = SextantProcess.Run("coordinate", $"examples/{example}", "--json");
        result.ExitCode.ShouldBe(0, "everything is proved under the locks that keep these apart");
        using JsonDocument document = JsonDocument.Parse(result.Output);
        string.Join("; ", document.RootElement.GetProperty("conflicts").EnumerateArray().Select(c => $"{c.GetProperty("a")} {c.GetProperty("b")} {string.Join(", ", Strings(c.GetProperty("keys")))}".Trim())).ShouldBe(conflicts);
        document.RootElement.GetProperty("conflicts").EnumerateArray().ShouldAllBe(c => c.GetProperty("shown").GetBoolean() && c.GetProperty("clauses")[0].GetProperty("counterexample").ValueKind == JsonValueKind.Object);
        document.RootElement.GetProperty("verdict").GetString().ShouldBe("proved");
    }

    /// <summary>As slides 78 and 79 print them; where a seller must own what he changes, or a bid is named, the key may be finer than printed.</summary>
    [Fact]
    public void The_marketplace_has_the_ten_conflicts_of_the_slides_and_is_proved_under_the_cheapest_plan()
    {
        ProcessResult result = SextantProcess.Run("coordinate", "examples/marketplace/marketplace.sxt", "--workload", Workload, "--network", Network, "--json");
        result.ExitCode.ShouldBe(0);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        document.RootElement.GetProperty("verified").GetProperty("checks").EnumerateArray().ShouldAllBe(c => c.GetProperty("verdict").GetString() == "proved");
        string[] found = [.. document.RootElement.GetProperty("conflicts").EnumerateArray().Select(c => $"{string.Join(" / ", new[] { $"{c.GetProperty("a")}", $"{c.GetProperty("b")}" }.Order(StringComparer.Ordinal))}: {string.Join(", ", Strings(c.GetProperty("keys")))}")];
        found.Order(StringComparer.Ordinal).ShouldBe(
        [
            "addProduct / unregisterSeller: seller",
            "addToLot / addToLot: product, seller",
            "addToLot / removeAuction: auction, seller",
            "addToLot / removeProduct: product, seller",
            "addToLot / startAuction: auction",
            "closeAuction / placeBid: auction",
            "closeAuction / removeBid: auction, bidId",
            "createAuction / unregisterSeller: seller",
            "placeBid / unregisterBuyer: buyer",
            "removeFromLot / startAuction: auction",
        ]);
    }

    [Fact]
    public void The_plan_of_a_specification_is_verified_before_it_is_printed()
    {
        ProcessResult result = SextantProcess.Run("coordinate", "examples/courseware/courseware.sxt", "--workload", "examples/courseware/workload.yaml", "--network", Network);
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("enrol-removeCourse   course");
        result.Output.TrimEnd().ShouldEndWith("under these locks: proved (34 checks)");
    }

    [Theory]
    [InlineData("examples/lock/lock.sxt", "it says itself what merge")]
    [InlineData("examples/ticket/ticket-lock.sxt", "there is no replicated object here")]
    public void What_has_no_conflicts_of_pairs_is_refused_with_the_reason(string file, string reason)
    {
        ProcessResult result = SextantProcess.Run("coordinate", file);
        result.ExitCode.ShouldBe(2);
        result.Output.ReplaceLineEndings(" ").ShouldContain(reason);
    }

    [Theory]
    [InlineData("conflicts in YAML need --workload and --network", Conflicts)]
    [InlineData("--workload and --network go together", "examples/courseware/courseware.sxt", "--network", Network)]
    public void A_workload_and_a_network_go_together(string message, params string[] arguments)
    {
        ProcessResult result = SextantProcess.Run(["coordinate", .. arguments]);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(message);
    }

    [Fact]
    public void Conflicts_that_the_locks_of_the_file_keep_apart_are_listed_and_said_to_be()
    {
        SextantProcess.Run("coordinate", "examples/bank/withdrawals.sxt").Output.ShouldContain("conflicts, whatever locks the file declares\n  withdraw / withdraw");
        SextantProcess.Run("coordinate", "examples/courseware/courseware.sxt").Output.ShouldContain("\nconflicts\n");
    }

    [Fact]
    public void An_operation_of_a_workload_that_the_specification_does_not_have_is_named_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("work.yaml", File.ReadAllText(Repository.PathOf("examples/courseware/workload.yaml")).Replace("enrol:", "enroll:", StringComparison.Ordinal));
        ProcessResult result = SextantProcess.Run("coordinate", "examples/courseware/courseware.sxt", "--workload", Path.Combine(folder.Path, "work.yaml"), "--network", Network);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("there is no operation `enroll`");
        result.Output.ShouldContain("1 error");
    }

    [Fact]
    public void Rates_that_no_plan_bears_are_no_success()
    {
        using var folder = new TemporaryFolder();
        folder.Write("work.yaml", "operations:\n  a: { rates_per_second: { paris: 5000 }, service_ms: 20 }\n  b: { rates_per_second: { paris: 5000 }, service_ms: 20 }\n");
        ProcessResult result = SextantProcess.Run("coordinate", "examples/coordination/two/conflicts.yaml", "--workload", Path.Combine(folder.Path, "work.yaml"), "--network", Network);
        result.ExitCode.ShouldBe(3);
        result.Output.ShouldContain("too much: no plan that was looked at bears these rates");
    }

    /// <summary>Many values of each key, so that two locks make nearly nobody wait, and one for everybody makes all.</summary>
    [Fact]
    public void A_conflict_by_one_key_or_another_gets_two_locks_where_that_is_cheaper_than_one_for_everybody()
    {
        using var folder = new TemporaryFolder();
        string conflicts = folder.Write("conflicts.yaml", "conflicts: [{ between: [book, book], one_of: [[room], [guest]] }]\n");
        string work = folder.Write("work.yaml", "operations: { book: { counts: { paris: 500, houston: 500 }, service_ms: 5 } }\nkeys: { room: { values: 300 }, guest: { values: 5000 } }\nclients: 8\n");
        ProcessResult result = SextantProcess.Run("coordinate", conflicts, "--workload", work, "--network", Network);
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("book / book  the same room or the same guest");
        result.Output.ShouldContain("  book  room   ");
        result.Output.ShouldContain("  book  guest  ");
        File.WriteAllText(work, File.ReadAllText(work).Replace("values: 300", "values: 1", StringComparison.Ordinal));
        SextantProcess.Run("coordinate", conflicts, "--workload", work, "--network", Network).Output.ShouldContain("  book  -    ");
    }

    [Fact]
    public void A_robust_plan_is_compared_with_the_one_for_the_middle()
    {
        string[] arguments = ["coordinate", "examples/coordination/three/conflicts.yaml", "--workload", "examples/coordination/uncertain.yaml", "--network", "examples/coordination/network.yaml", "--json"];
        using JsonDocument middle = JsonDocument.Parse(SextantProcess.Run(arguments).Output);
        ProcessResult result = SextantProcess.Run([.. arguments, "--robust", "worst"]);
        result.ExitCode.ShouldBe(0);
        using JsonDocument worst = JsonDocument.Parse(result.Output);
        worst.RootElement.GetProperty("aim").GetString().ShouldBe("worst");
        double cost = worst.RootElement.GetProperty("best").GetProperty("cost").GetDouble();
        cost.ShouldBe(worst.RootElement.GetProperty("most_over_ranges").GetDouble());
        cost.ShouldBeLessThan(worst.RootElement.GetProperty("cost_of_plan_for_middle").GetDouble());
        Strings(worst.RootElement.GetProperty("best").GetProperty("placement")).ShouldBe(["houston"]);
        Strings(middle.RootElement.GetProperty("best").GetProperty("placement")).ShouldBe(["paris"]);
    }

    private static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(e => e.GetString());

    [Fact]
    public void The_marketplace_gets_an_optimal_plan_that_the_simulation_confirms()
    {
        ProcessResult result = SextantProcess.Run("coordinate", Conflicts, "--workload", Workload, "--network", Network, "--json");
        result.ExitCode.ShouldBe(0);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement json = document.RootElement;
        json.GetProperty("verdict").GetString().ShouldBe("proved");
        json.GetProperty("conflicts").GetArrayLength().ShouldBe(10);
        json.GetProperty("components").GetArrayLength().ShouldBe(3);
        double cost = json.GetProperty("best").GetProperty("cost").GetDouble();
        json.GetProperty("lower_bound").GetDouble().ShouldBe(cost);
        json.GetProperty("ranking")[0].GetProperty("cost").GetDouble().ShouldBe(cost);
        (json.GetProperty("simulated").GetProperty("total_ms").GetDouble() / cost).ShouldBeInRange(0.9, 1.1);
    }

    [Fact]
    public void The_published_cost_chooses_among_published_modes()
    {
        ProcessResult result = SextantProcess.Run("coordinate", Conflicts, "--workload", Workload, "--network", Network, "--metric", "thesis");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("placeBid shared; closeAuction exclusive");
        result.Output.ShouldNotContain("apart from");
    }

    [Fact]
    public void A_stopped_search_is_no_success_and_says_how_far_the_optimum_may_be()
    {
        ProcessResult result = SextantProcess.Run("coordinate", Conflicts, "--workload", Workload, "--network", Network, "--max-nodes", "1", "--metric", "thesis");
        result.ExitCode.ShouldBe(3);
        result.Output.ShouldContain("stopped early after 1 partial plans: the best plan costs at least");
        result.Output.ShouldNotContain("another run may");
    }

    [Fact]
    public void A_search_whose_time_is_over_says_how_far_the_optimum_may_be_and_that_another_run_may_answer_otherwise()
    {
        using var folder = new TemporaryFolder();
        ProcessResult result = SextantProcess.Run([.. LargeProblem(folder), "--budget", "1"]);
        result.ExitCode.ShouldBe(3);
        result.Output.ShouldContain("stopped early after 1 s: the best plan costs at least");
        result.Output.ShouldContain("another run may stop elsewhere and answer otherwise");
    }

    [Fact]
    public void The_first_interruption_ends_the_search_and_not_the_run()
    {
        using var folder = new TemporaryFolder();
        using Process process = SextantProcess.Start(Repository.Root, "dotnet", [SextantProcess.Program, .. LargeProblem(folder), "--budget", "600", "--json"]);
        Thread.Sleep(TimeSpan.FromSeconds(3));
        SextantProcess.RunIn(folder.Path, "sh", ["-c", $"kill -INT {process.Id}"]).ExitCode.ShouldBe(0);
        using JsonDocument document = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        process.ExitCode.ShouldBe(3);
        document.RootElement.GetProperty("ended").GetString().ShouldBe("interrupted");
        document.RootElement.GetProperty("lower_bound").GetDouble().ShouldBeInRange(1, document.RootElement.GetProperty("best").GetProperty("cost").GetDouble());
    }

    /// <summary>Twelve operations with twenty conflicts at three sites: nothing that a search is done with soon.</summary>
    private static string[] LargeProblem(TemporaryFolder folder)
    {
        var random = new Random(1);
        (int A, int B)[] pairs = [.. from a in Enumerable.Range(0, 12) from b in Enumerable.Range(a, 12 - a) select (a, b)];
        random.Shuffle(pairs);
        string key = "xyz";
        folder.Write("conflicts.yaml", "conflicts:\n" + string.Concat(pairs.Take(20).Concat(Enumerable.Range(0, 11).Select(o => (o, o + 1))).Distinct().Select(p => $"  - {{ between: [o{p.Item1}, o{p.Item2}], key: [{key[random.Next(3)]}] }}\n")));
        folder.Write("work.yaml", "operations:\n" + string.Concat(Enumerable.Range(0, 12).Select(o => $"  o{o}: {{ counts: {{ houston: {random.Next(500)}, paris: {random.Next(500)}, singapore: {random.Next(500)} }}, service_ms: 1 }}\n"))
            + "keys: { x: { values: 100, skew: 0.8 }, y: { values: 100 }, z: { values: 100 } }\nclients: 4\n");
        return ["coordinate", Path.Combine(folder.Path, "conflicts.yaml"), "--workload", Path.Combine(folder.Path, "work.yaml"), "--network", Network];
    }

    [Fact]
    public void A_plan_is_written_whole_and_can_be_repeated()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["coordinate", Conflicts, "--workload", Workload, "--network", Network, "--out"];
        SextantProcess.Run([.. arguments, Path.Combine(folder.Path, "a.yaml")]).ExitCode.ShouldBe(0);
        SextantProcess.Run([.. arguments, Path.Combine(folder.Path, "b.yaml")]).ExitCode.ShouldBe(0);
        string plan = File.ReadAllText(Path.Combine(folder.Path, "a.yaml"));
        plan.ShouldContain("site: \"paris\"");
        File.ReadAllText(Path.Combine(folder.Path, "b.yaml")).ShouldBe(plan);
        Directory.GetFiles(folder.Path).Length.ShouldBe(2);
    }

    [Fact]
    public void What_is_wrong_with_an_input_is_told_with_its_place()
    {
        using var folder = new TemporaryFolder();
        folder.Write("net.yaml", "sites: [paris, houston]\none_way_ms: { paris: { houston: -5 } }\nlock_ms: 3\n");
        ProcessResult result = SextantProcess.Run("coordinate", Conflicts, "--workload", Workload, "--network", Path.Combine(folder.Path, "net.yaml"));
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("error[SX1804]: a latency lies between 0 and");
        result.Output.ShouldContain("net.yaml:2:33");
    }

    [Theory]
    [InlineData("README.md", "SX1005")]
    [InlineData("no-such.yaml", "SX1001")]
    [InlineData("examples/coordination/network.yaml", "SX1803")]
    public void A_file_of_another_kind_is_refused(string file, string code)
    {
        ProcessResult result = SextantProcess.Run("coordinate", file, "--workload", Workload, "--network", Network);
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain(code);
    }
}
