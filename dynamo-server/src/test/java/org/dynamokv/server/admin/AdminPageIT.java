package org.dynamokv.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dynamokv.core.env.Events.Request;
import org.dynamokv.core.node.Explanation.Replica;
import org.dynamokv.core.value.Key;
import org.dynamokv.server.metrics.NodeMetrics;
import org.dynamokv.server.metrics.TrafficMeter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page in a real browser, against a real admin port. */
final class AdminPageIT {
  private static final int PARTITIONS = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final FakeNode node = new FakeNode(3, PARTITIONS);
  private final NodeMetrics metrics = new NodeMetrics(new MetricRegistry());
  private ChromeDriver browser;
  private AdminPort port;

  @BeforeEach
  void open() throws IOException {
    browser = Browser.open();
    port = start(0);
    browser.get("http://" + port.endpoint() + "/");
    await(() -> text("connection").equals("Live") && count("#ring [data-partition]") > 0);
  }

  private AdminPort start(int number) throws IOException {
    return AdminPort.start(
        AdminPort.Settings.loopback(number),
        new AdminApi(node),
        new TrafficMeter(metrics, System::nanoTime));
  }

  @AfterEach
  void close() {
    if (port != null) {
      port.close();
    }
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void pageShowsMembersAndTheRing() {
    assertThat(browser.getTitle()).isEqualTo("shop · dynamo");
    assertThat(count("#members tbody tr")).isEqualTo(3);
    String first = browser.findElement(By.cssSelector("#members tbody tr")).getText();
    assertThat(first)
        .contains("node-1", "this node", FakeNode.id(0).toString(), "rack-a", "member", "alive")
        .contains("64 held, 22 first", "10.0.0.1:20050", "10.0.0.1:8098");
    assertThat(count("#ring [data-partition]")).isEqualTo(PARTITIONS);
    String colour = arcClass(0);
    assertThat(arcClass(3)).isEqualTo(colour);
    assertThat(arcClass(1)).isNotEqualTo(colour);
    assertThat(count("#legend button")).isEqualTo(3);
    assertNoConsoleErrors();
  }

  @Test
  void membershipChangesAppearWithoutReload() {
    browser.executeScript("window.neverReloaded = true");
    node.beginJoin(3, PARTITIONS, 2);
    await(() -> count("#members tbody tr") == 4);
    assertThat(text("change")).contains("Join of node-4", "node-4 to fetch 37 of 85 partitions");
    await(() -> text("hints").contains("42"));
    node.settle(4, PARTITIONS, 3);
    await(() -> !browser.findElement(By.id("change")).isDisplayed());
    await(() -> ringText().contains("3"));
    node.lose(1);
    await(() -> text("members").contains("no answer"));
    assertThat(text("seen-from")).contains("4 members, 1 not answering");
    assertThat(browser.executeScript("return window.neverReloaded")).isEqualTo(true);
    assertNoConsoleErrors();
  }

  @Test
  void figuresMoveWithTheTraffic() {
    await(() -> text("tiles").contains("Get"));
    for (int i = 0; i < 100; i++) {
      metrics.requestDone(Request.GET, "", 7_000_000);
    }
    await(() -> text("tiles").contains("7 ms median"));
    assertNoConsoleErrors();
  }

  @Test
  void theRingIsUsableByKeyboard() {
    WebElement ring = browser.findElement(By.cssSelector("#ring svg"));
    ring.sendKeys(Keys.ARROW_RIGHT);
    assertThat(text("partition")).contains("Partition 1").contains("node-2");
    ring.sendKeys(Keys.END);
    assertThat(ring.getDomAttribute("aria-valuetext"))
        .isEqualTo("partition 63: node-1, node-2, node-3");
    WebElement legend = browser.findElement(By.cssSelector("#legend button"));
    legend.sendKeys(Keys.ENTER);
    assertThat(legend.getDomAttribute("aria-pressed")).isEqualTo("true");
    assertThat(count(".arc.dim")).isEqualTo(2 * PARTITIONS);
  }

  @Test
  void aKeyIsExplained() {
    node.local = List.of(new Replica(FakeNode.id(0), "owner", true, FakeNode.twoSiblings(), null));
    browser.findElement(By.name("key")).sendKeys("a/b é<i>" + Keys.ENTER);
    await(() -> text("explanation").contains("Preference list"));
    assertThat(text("explanation")).contains("owner", "no answer", "tombstone", "hello", "beef.1");
    int partition = node.ring.partitionOf(Key.of("a/b é<i>"));
    assertThat(text("partition")).contains("Partition " + partition);
    assertNoConsoleErrors();
  }

  @Test
  void aLostConnectionShowsAndHeals() throws IOException {
    int number = port.endpoint().port();
    port.close();
    await(() -> text("connection").equals("Connection lost"));
    assertThat(text("lost")).contains("trying again").contains("What you see is from");
    port = start(number);
    await(() -> text("connection").equals("Live"));
    assertThat(browser.findElement(By.id("lost")).isDisplayed()).isFalse();
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 360, "height", 740, "deviceScaleFactor", 1, "mobile", false));
    Object width = browser.executeScript("return document.documentElement.scrollWidth");
    assertThat(((Number) width).intValue()).isLessThanOrEqualTo(360);
  }

  @Test
  void aShortRackNameStaysOnOneLineAndTheTableInItsCard() {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 1200, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    await(() -> !browser.findElements(By.cssSelector("tbody td")).isEmpty());
    Object fits =
        browser.executeScript(
            "const cell = document.querySelectorAll('tbody tr td')[1]; cell.textContent = 'default';"
                + "const text = document.createRange(); text.selectNodeContents(cell);"
                + "return text.getClientRects().length === 1"
                + " && document.documentElement.scrollWidth <= 1200"
                + " && cell.closest('table').scrollWidth <= cell.closest('section').clientWidth");
    assertThat(fits).isEqualTo(true);
  }

  private void assertNoConsoleErrors() {
    List<String> entries =
        browser.manage().logs().get(LogType.BROWSER).getAll().stream()
            .map(LogEntry::toString)
            .toList();
    assertThat(entries).isEmpty();
  }

  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience, ns").isLessThan(deadline);
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private String text(String id) {
    // Texts are replaced while events come: one look, in the page.
    return (String)
        browser.executeScript("return document.getElementById(arguments[0]).innerText", id);
  }

  private String ringText() {
    return (String) browser.executeScript("return document.querySelector('.epoch').textContent");
  }

  private int count(String selector) {
    return browser.findElements(By.cssSelector(selector)).size();
  }

  private String arcClass(int partition) {
    return browser
        .findElement(By.cssSelector("[data-partition='" + partition + "'] .arc"))
        .getDomAttribute("class");
  }
}
