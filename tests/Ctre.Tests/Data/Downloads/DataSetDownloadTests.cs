using System.Diagnostics;
using Ctre.Data.Downloads;
using Ctre.Data.Known;

namespace Ctre.Tests.Data.Downloads;

/// <summary>The real code against a real server on this machine, which behaves well or badly.</summary>
public sealed class DataSetDownloadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LocalServer server = new();
    private readonly List<DownloadProgress> reports = [];

    private string Target => Path.Combine(folder.Path, "toy");

    private string Arrivals => Target + ".part";

    private static byte[] Content => Toy.Content;

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    private Task<DownloadedSet> Get(KnownDataSet set, DownloadOptions? options = null, CancellationToken cancel = default) =>
        DataSetDownload.GetAsync(set, options ?? Toy.Options(folder), new SynchronousProgress<DownloadProgress>(reports.Add), cancel);

    private async Task<string> Refusal(KnownDataSet set, DownloadOptions? options = null)
    {
        InputException refusal = await Assert.ThrowsAsync<InputException>(() => Get(set, options));
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }

    private KnownDataSet Pinned => Toy.Set(Toy.File(server, "a.bin", Content));

    private byte[] Arrived => File.ReadAllBytes(Path.Combine(Target, "a.bin"));

    private IEnumerable<int> Offsets => server.Requests.Select(request => request.Offset);

    [Fact]
    public async Task A_set_arrives_as_a_whole()
    {
        byte[] labels = Toy.Text("1\n2\n");
        server.Serve("/a.bin", Answer.File(Content)).Serve("/b.labels", Answer.File(labels));
        DownloadedSet got = await Get(Toy.Set(Toy.File(server, "a.bin", Content), Toy.File(server, "b.labels")));
        Assert.Equal((Target, false), (got.Folder, got.WasPresent));
        Assert.Equal(
            [new("a.bin", Content.Length, Toy.Sha256(Content), true), new("b.labels", 4, Toy.Sha256(labels), false)], got.Files);
        Assert.Equal(Content, Arrived);
        Assert.Equal(["a.bin", "b.labels"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order());
        Assert.Equal([Target], Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Equal(Content.Length, reports.Last(at => at is { File: "a.bin", Stage: DownloadStage.Receiving }).Bytes);
        Assert.Contains(reports, at => at is { File: "a.bin", Stage: DownloadStage.Verifying, Total: 300_000 });
    }

    [Fact]
    public async Task What_is_here_is_not_fetched_again_unless_forced()
    {
        server.Serve("/a.bin", Answer.File(Content));
        await Get(Pinned);
        folder.Write("toy/notes.txt", "mine");
        folder.Write("toy/a.bin", "damaged");
        Assert.True((await Get(Pinned)).WasPresent);
        Assert.Single(server.Requests);
        await Get(Pinned, Toy.Options(folder) with { Force = true });
        Assert.Equal(Content, Arrived);
        Assert.True(File.Exists(Path.Combine(Target, "notes.txt")));
    }

    [Fact]
    public async Task A_folder_that_lacks_a_file_is_completed()
    {
        folder.Write("toy/b.csv.gz", "old");
        server.Serve("/a.bin", Answer.File(Content)).Serve("/b.csv", Answer.File(Toy.Text("1,2\n")));
        DownloadedSet got = await Get(Toy.Set(Toy.File(server, "a.bin", Content), Toy.File(server, "b.csv")));
        Assert.False(got.WasPresent);
        Assert.Equal(["a.bin", "b.csv"], Directory.EnumerateFiles(Target).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_cut_connection_is_gone_on_with()
    {
        server.Serve("/a.bin",
            request => Answer.File(Content)(request) with { CutAfter = 100_000 },
            request => Answer.File(Content)(request) with { CutAfter = 50_000 },
            Answer.File(Content));
        await Get(Pinned);
        Assert.Equal(Content, Arrived);
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests.Skip(1), request => Assert.True(request.Offset == 0 || request.IfRange == "\"v1\""));
        Assert.Equal(2, reports.Count(at => at.Stage == DownloadStage.Retrying));
    }

    [Fact]
    public async Task A_connection_that_ends_early_without_a_length_is_gone_on_with()
    {
        server.Serve("/a.bin", _ => new Answer(200, Content[..1000]) { ClaimedLength = -1 }, Answer.File(Content, tag: null));
        await Get(Pinned);
        Assert.Equal([0, 1000], Offsets);
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_length_is_not_needed()
    {
        server.Serve("/a.bin", _ => new Answer(200, Content) { ClaimedLength = -1 });
        await Get(Toy.Set(Toy.File(server, "a.bin")));
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_server_that_cuts_every_time_is_given_up_and_what_came_is_kept()
    {
        server.Serve("/a.bin", _ => new Answer(200, Content[..1000]) { ClaimedLength = -1 });
        string message = await Refusal(Pinned);
        Assert.Contains("ended after 1000 of 300000 bytes (3 tries)", message);
        Assert.Contains(server.Address + "/a.bin", message);
        Assert.Contains($"put the file by hand into {Arrivals}", message);
        Assert.False(Directory.Exists(Target));
        Assert.Equal(["a.bin.part", "a.bin.part.from"], Directory.EnumerateFileSystemEntries(Arrivals).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_later_run_goes_on_where_the_last_ended()
    {
        byte[] labels = Toy.Text("1\n2\n");
        KnownDataSet set = Toy.Set(Toy.File(server, "b.labels", labels), Toy.File(server, "a.bin", Content));
        server.Serve("/b.labels", Answer.File(labels))
            .Serve("/a.bin", request => new Answer(200, Content[..1000]) { ClaimedLength = -1, Headers = ["ETag: \"v1\""] });
        await Refusal(set, Toy.Options(folder) with { Attempts = 1 });
        server.Serve("/a.bin", Answer.File(Content));
        await Get(set);
        Assert.Equal(Content, Arrived);
        Request last = server.Requests.Last();
        Assert.Equal(("/a.bin", 1000, "\"v1\""), (last.Path, last.Offset, last.IfRange));
        Assert.Single(server.Requests, request => request.Path == "/b.labels");
    }

    [Fact]
    public async Task A_file_that_changed_between_two_runs_is_fetched_from_its_beginning()
    {
        KnownDataSet set = Toy.Set(Toy.File(server, "a.bin"));
        byte[] old = [.. Enumerable.Repeat((byte)7, 1000)];
        server.Serve("/a.bin", _ => new Answer(200, old) { ClaimedLength = 2000, Headers = ["ETag: \"v0\""] });
        await Refusal(set, Toy.Options(folder) with { Attempts = 1 });
        server.Serve("/a.bin", Answer.File(Content, "\"v1\""));
        await Get(set);
        Assert.Equal(1000, server.Requests.Last().Offset);
        Assert.Equal(Content, Arrived);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ETag: W/\"v1\"")]
    public async Task Without_a_name_of_the_version_and_a_checksum_a_later_run_begins_anew(string? header)
    {
        KnownDataSet set = Toy.Set(Toy.File(server, "a.bin"));
        server.Serve("/a.bin", _ => new Answer(200, Content[..1000]) { ClaimedLength = 2000, Headers = header is null ? [] : [header] });
        await Refusal(set, Toy.Options(folder) with { Attempts = 1 });
        server.Serve("/a.bin", Answer.File(Content));
        await Get(set);
        Assert.Equal([0, 0], Offsets);
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_beginning_that_does_not_fit_the_checksum_is_thrown_away_once()
    {
        folder.Write("toy.part/a.bin.part", Toy.Text("of another day"));
        server.Serve("/a.bin", Answer.File(Content, tag: null));
        await Get(Pinned);
        Assert.Equal([14, 0], Offsets);
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_all_again()
    {
        folder.Write("toy.part/a.bin.part", Content[..5000]);
        server.Serve("/a.bin", Answer.WholeFile(Content));
        await Get(Pinned);
        Assert.Equal([5000], Offsets);
        Assert.Equal(Content, Arrived);
    }

    [Theory]
    [InlineData("Content-Range: bytes 4000-299999/300000")]
    [InlineData("Content-Range: bytes 5000-299999/400000")]
    [InlineData("Content-Range: items 5000-299999/300000")]
    [InlineData("X-Nothing: here")]
    public async Task Another_part_than_asked_for_is_not_appended(string header)
    {
        folder.Write("toy.part/a.bin.part", Content[..5000]);
        server.Serve("/a.bin", _ => new Answer(206, Content[5000..]) { Headers = [header] }, Answer.File(Content));
        await Get(Pinned);
        Assert.Equal([5000, 0], Offsets);
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_beginning_that_is_longer_than_the_file_is_thrown_away()
    {
        KnownDataSet set = Toy.Set(Toy.File(server, "a.bin") with { Checksum = Toy.Sha256(Content) });
        folder.Write("toy.part/a.bin.part", new byte[Content.Length + 1]);
        server.Serve("/a.bin", _ => new Answer(416, []) { Headers = [$"Content-Range: bytes */{Content.Length}"] }, Answer.File(Content));
        await Get(set);
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_file_that_arrived_whole_needs_no_transfer()
    {
        folder.Write("toy.part/a.bin.part", Content);
        await Get(Pinned);
        Assert.Empty(server.Requests);
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_file_that_was_put_there_by_hand_is_verified_and_taken()
    {
        folder.Write("toy.part/a.bin", Content);
        await Get(Pinned);
        Assert.Empty(server.Requests);
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_wrong_file_that_was_put_there_by_hand_is_replaced()
    {
        folder.Write("toy.part/a.bin", "wrong");
        server.Serve("/a.bin", Answer.File(Content));
        await Get(Pinned);
        Assert.Equal(Content, Arrived);
        Assert.Contains(reports, at => at.Note?.Contains("is not the published file (it has 5 bytes, expected 300000)") == true);
    }

    [Theory]
    [InlineData(32, "MD5")]
    [InlineData(64, "SHA-256")]
    public async Task A_wrong_checksum_is_told_and_nothing_is_kept(int digits, string kind)
    {
        string expected = new('0', digits);
        server.Serve("/a.bin", Answer.File(Content));
        string message = await Refusal(Toy.Set(Toy.File(server, "a.bin") with { Checksum = expected }));
        Assert.Contains($"sent another file than published: its {kind} is ", message);
        Assert.Contains($", expected {expected}", message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(301, "/b.bin")]
    [InlineData(302, "b.bin")]
    [InlineData(307, "ADDRESS/b.bin")]
    public async Task Redirects_are_followed(int status, string location)
    {
        location = location.Replace("ADDRESS", server.Address, StringComparison.Ordinal);
        server.Serve("/a.bin", _ => new Answer(status, []) { Headers = [$"Location: {location}"] }).Serve("/b.bin", Answer.File(Content));
        await Get(Pinned);
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_redirect_loop_ends()
    {
        server.Serve("/a.bin", Answer.Redirect("/b.bin")).Serve("/b.bin", Answer.Redirect("/a.bin"));
        Assert.Contains("redirects more than 10 times", await Refusal(Pinned));
        Assert.Equal(11, server.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd", "redirects from http to file, which is not followed")]
    [InlineData("ftp://127.0.0.1/a.bin", "redirects from http to ftp, which is not followed")]
    public async Task Redirects_to_anything_but_the_web_are_not_followed(string location, string message)
    {
        server.Serve("/a.bin", Answer.Redirect(location));
        Assert.Contains(message, await Refusal(Pinned));
    }

    [Fact]
    public async Task A_redirect_to_nowhere_is_told()
    {
        server.Serve("/a.bin", Answer.Failure(302));
        Assert.Contains("redirects to nowhere", await Refusal(Pinned));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Please log in</title>")]
    [InlineData("\uFEFF  \r\n<HTML><head>")]
    [InlineData("<?xml version=\"1.0\"?><Error>AccessDenied</Error>")]
    public async Task A_web_page_instead_of_the_file_is_recognized(string page)
    {
        server.Serve("/a.bin", _ => new Answer(200, Toy.Text(page)));
        Assert.Contains("sent a web page instead of the file", await Refusal(Toy.Set(Toy.File(server, "a.bin"))));
        Assert.Contains("sent a web page instead of the file", await Refusal(Pinned));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_missing_file_is_told_with_its_address_at_once()
    {
        Assert.Contains($"{server.Address}/a.bin answers 404", await Refusal(Pinned));
        Assert.Single(server.Requests);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_server_in_trouble_is_asked_again(int status)
    {
        server.Serve("/a.bin", Answer.Failure(status), Answer.Failure(status), Answer.File(Content));
        await Get(Pinned);
        Assert.Equal(Content, Arrived);
        Assert.Contains(reports, at => at.Note?.Contains($"answers {status} Status; trying again in 0.001 s") == true);
    }

    [Fact]
    public async Task A_mirror_in_the_table_is_asked_next()
    {
        PublishedFile file = new("a.bin", server.Address + "/gone", server.Address + "/a.bin") { Checksum = Toy.Sha256(Content) };
        server.Serve("/a.bin", Answer.File(Content));
        await Get(Toy.Set(file));
        Assert.Equal(Content, Arrived);
        Assert.Contains(reports, at => at.Note?.EndsWith("/gone answers 404 Status; trying a mirror", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task All_addresses_are_named_when_all_fail()
    {
        string message = await Refusal(Toy.Set(new PublishedFile("a.bin", server.Address + "/one", server.Address + "/two")));
        Assert.Contains("/one answers 404", message);
        Assert.Contains("/two answers 404", message);
    }

    [Fact]
    public async Task A_named_mirror_takes_the_place_of_all_addresses()
    {
        KnownDataSet set = Toy.Set(new PublishedFile("a b+c.bin", "https://nowhere.invalid/a.bin"));
        server.Serve("/mirror/toy/a b+c.bin", Answer.File(Content));
        await Get(set, Toy.Options(folder) with { Mirror = server.Address + "/mirror/" });
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(Target, "a b+c.bin")));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("/home/me/data")]
    [InlineData("mirror")]
    public async Task A_mirror_that_is_no_web_address_is_refused(string mirror) => Assert.Contains(
        $"CTRE_DATA_MIRROR is '{mirror}': a mirror is an address that begins with http:// or https://",
        await Refusal(Pinned, Toy.Options(folder) with { Mirror = mirror }));

    [Fact]
    public async Task A_server_that_stalls_is_given_up()
    {
        server.Serve("/a.bin", request => Answer.File(Content)(request) with { StallAfter = 1000 });
        string message = await Refusal(Pinned, Toy.Options(folder) with { StallTimeout = TimeSpan.FromMilliseconds(100), Attempts = 2 });
        Assert.Contains("sent nothing for 0.1 seconds (2 tries)", message);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task A_server_that_trickles_is_given_up_and_a_mirror_goes_on(int bytes)
    {
        server.Serve("/a.bin", request => Answer.File(Content)(request) with { TrickleAfter = bytes })
            .Serve("/mirror.bin", Answer.File(Content));
        DownloadOptions options = Toy.Options(folder) with
        {
            Attempts = 1,
            LeastSpeed = 100_000,
            LeastSpeedTime = TimeSpan.FromMilliseconds(50),
        };
        Assert.Matches(@"/a\.bin sent only \d+ bytes in [0-9.]+ seconds \(1 try\)", await Refusal(Pinned, options));
        Assert.Equal(bytes > 0, File.Exists(Path.Combine(Arrivals, "a.bin.part")));
        await Get(Toy.Set(Pinned.Files[0] with { Addresses = [server.Address + "/a.bin", server.Address + "/mirror.bin"] }), options);
        Assert.Equal(Content, Arrived);
        Assert.Contains(reports, at => at.Note is { } note && note.EndsWith("seconds (1 try); trying a mirror", StringComparison.Ordinal));
        Request last = server.Requests.Last();
        Assert.Equal("/mirror.bin", last.Path);
        Assert.InRange(last.Offset, 2 * bytes, 2 * bytes + 1000);
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("a.bin")]
    [InlineData("a.bin.part")]
    [InlineData("a.bin.part.from")]
    public async Task A_pipe_in_the_place_of_a_file_keeps_nobody_waiting(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such pipes there");
        Directory.CreateDirectory(Arrivals);
        using (Process make = Process.Start("mkfifo", [Path.Combine(Arrivals, name)])) make.WaitForExit();
        Assert.Contains($"cannot write {Path.Combine(Arrivals, name)}: it is a pipe", await Refusal(Pinned));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_told()
    {
        string address = server.Address;
        server.Dispose();
        Assert.Contains($"{address}/a.bin cannot be reached: ", await Refusal(Toy.Set(new PublishedFile("a.bin", address + "/a.bin"))));
    }

    [Fact]
    public async Task A_name_that_no_server_has_is_not_tried_twice()
    {
        Assert.Contains("cannot be reached", await Refusal(Toy.Set(new PublishedFile("a.bin", "http://nowhere.invalid/a.bin"))));
        Assert.DoesNotContain(reports, at => at.Stage == DownloadStage.Retrying);
    }

    [Theory]
    [InlineData(299_999)]
    [InlineData(300_001)]
    public async Task A_file_of_another_size_is_refused_before_it_is_read(int bytes)
    {
        server.Serve("/a.bin", _ => new Answer(200, new byte[bytes]));
        Assert.Contains($"offers {bytes} bytes where 300000 are published", await Refusal(Pinned));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_server_that_never_stops_is_left()
    {
        server.Serve("/a.bin", _ => new Answer(200, Content) { IsEndless = true });
        Assert.Contains("has more than the expected 300000 bytes", await Refusal(Pinned));
    }

    [Fact]
    public async Task A_canceled_download_keeps_what_came()
    {
        using CancellationTokenSource cancel = new();
        server.Serve("/a.bin", request => Answer.File(Content)(request) with { StallAfter = 1000 }, Answer.File(Content));
        Task<DownloadedSet> download = DataSetDownload.GetAsync(Pinned, Toy.Options(folder), new SynchronousProgress<DownloadProgress>(at =>
        {
            if (at.Bytes >= 1000) cancel.Cancel();
        }), cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
        Assert.False(Directory.Exists(Target));
        Assert.Equal(1000, new FileInfo(Path.Combine(Arrivals, "a.bin.part")).Length);
        await Get(Pinned);
        Assert.Equal([0, 1000], Offsets);
        Assert.Equal(Content, Arrived);
    }

    [Fact]
    public async Task A_second_process_is_kept_out()
    {
        Directory.CreateDirectory(Arrivals);
        using FileStream held = new(Path.Combine(Arrivals, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("is held by another process", await Refusal(Pinned));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_to_is_told()
    {
        string file = folder.Write("file", "in the way");
        Assert.Contains($"toy cannot be stored in {file}: ", await Refusal(Pinned, Toy.Options(folder) with { DataDirectory = file }));
        folder.Write("toy", "in the way");
        Assert.Contains("toy is a file; the data set toy needs a folder of this name", await Refusal(Pinned));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_folder_without_permission_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "A privileged user may write everywhere.");
        string inside = Directory.CreateDirectory(Path.Combine(folder.Path, "inside")).FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(inside, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("toy cannot be stored in ", await Refusal(Pinned, Toy.Options(folder) with { DataDirectory = inside }));
    }

    [Fact]
    public async Task Bytes_are_asked_for_as_they_are_published()
    {
        server.Serve("/a.bin", Answer.File(Content));
        await Get(Pinned);
        IReadOnlyDictionary<string, string> headers = server.Requests.Single().Headers;
        Assert.Equal("identity", headers["accept-encoding"]);
        Assert.StartsWith("ctre/", headers["user-agent"], StringComparison.Ordinal);
        Assert.DoesNotContain("range", headers.Keys, StringComparer.OrdinalIgnoreCase);
    }
}
